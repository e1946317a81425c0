"""What PostgreSQL sets, refuses and keeps: its functions, and the triggers that run them."""

import articles.record.triggers
import pgtrigger.compiler
import pgtrigger.migrations
from articles.sql import InstallFunctions
from django.db import migrations
from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [
        ("articles", "0001_tables"),
        ("accounts", "0001_users"),
        ("contenttypes", "0002_remove_content_type_name"),
        ("wagtailcore", "0097_baselogentry_uuid_action_timestamp_indexes"),
    ]

    operations = [
        InstallFunctions(
            {
                "append_only": "6dc0abe8e84218ac1c1569a5c2df5ddc353f555c878255836225b4e3ad43ebe9",
                "asked": "d5fc18d6a9f56c53877b027c033239ee823ba07b6e01604d618d0d0cb94dfef3",
                "beginnings": "9d77748cd56b0910af6fa10578ee37e90925ad6a2bdf6906366c4f53316f42b7",
                "chained_text": "04bbe8b1d71ce5b652f26e1b82e05e24f7b4f9d36da03dc3f316c4a49336ef25",
                "contributors": "45a65923f05b478fb80c22105ba11de910798f815387e02348edf07a30834a40",
                "covered": "752708a47973dfb33ded03ca079f8d4d14892b8fbe685d0c71188ee59bbf69d1",
                "holders_edition": "ada3a66f271550103335256df107f3455f1590a6d92c9681201eb4f8f1efe56e",
                "holds": "863c6cb338d09d54d35c589542d125e793e6e512d979a9a7cb699f5b56c58f9a",
                "index_publication": "b3a5afbbc78fa88437a0d0af581c1b6c34feb39051bb24b84464581565f85e51",
                "introduce_signer": "f3837880dc61824f017a22e1c7708169e393b17d00b5d1ec8b985662fb923142",
                "keep_search_entry": "e4cafb0b7a8ea48de4fc0ccab296f2603e621b10074a398233d5877a91748887",
                "last_link": "71300f116e1eaec840aac8bf5a1e1a4b986c0f165225cc98a9d2485b92268799",
                "learn_synonym": "9935314abe27d0fc0a132820ff8be2529bb08416d2279c095233198e7bd342a7",
                "learn_words": "dc9bf6ef7dcaf9376bcde60eca771a92052018513bf0d9a353f14e8ee043d2f0",
                "move_reader_version": "d80ac7f882a2fc52d2ed5852d2e2bc7cf4b1d6fec9420a2b28043e7db3a50f8b",
                "one_line": "6beba88c734951c327a4770f634f51f96346183087a1f33a83fac824449de08b",
                "part_from": "7ec852f722b6ff8f55c52b7e012eee09aca22128c4ab5f28125fe50caa67d720",
                "plain_text": "202fa765fea1e3fcd1d34189e68fcf19c5a4d6465486d84eace6dbbe7abfecce",
                "rarest": "362a45f7ef4d2699e395bc282502f5f45fe8ecdfca1557c6d59c89df59cba6a8",
                "refuse": "86edf57c84aaabd763400b37ed49ee316edb2abb4e17d4a08e618209d43f2a82",
                "required": "07cdbf9073e40c45ed9e0e193df1df94ded2f37e5a50cd03c1a8b0ed9da6a289",
                "required_for": "3a70cf677248bc3ef87a716592f6f9976afcd55db91389b503fa2ccca94454e2",
                "search_entry": "dcdd757a4a16b7c38df8e9e08a10e20d40e1bcf448c9c4898d6ffcf08fa68f88",
                "sentences": "a3509504aad48e23848cf71e960082cb09a27b31d1726bbbc4c3d35453ed65c8",
                "signer_as_shown": "bc3fb4dbd94d0f82c549cacaab1a949c3c792716cf9256731f5d9bf0309c44eb",
                "signing_refusal": "e53fc68b252713fdd93d3cb9686408f19e8434deedc63f223f0a44cc5e6d1daf",
                "similar": "c6957bd4b3f9e6ad214026c689b2dd5bcba82db525d1abc6c7abc2999d2a557f",
                "snippet": "81539738d23ebc976a646a5e37df2eb48637e80a6ad95f751917e4be0186d637",
                "specialties_lacking": "7b65469923acdfeee8834560c3305d318b6e1653021fa8fb1be1800df01d7838",
                "tolerant_prefixes": "b1a7f2ab4fd6c6ce754a044dfd8afb37ac4be15fc49ef30f725adc30b0736e12",
                "validate_draft_record": "79de4f83c562ffc66f0f6f3c785cd407a421d703ffbe75dfa52c134eaf868fa1",
                "validate_edition": "21e34f694aa04b33a75b2db0a66990d3e60a935992d3cea844bc8bec0468839a",
                "validate_override": "3321c834958b2a518483b95576be2f312855c001679e47048644642b6376e704",
                "validate_publication": "68550d935ae8187e5db68b32b9339d74395c2b099a3925222570755a4bf7f609",
                "validate_sign_off": "72315eabf06bd80fb6bdc63d61630177ad61d4c7ab623ada0e8092a996cdb8b6",
                "validate_status_change": "a89d666a184ab5fffa4c00013a6ef6817de23c8cdfbf47abd3d08388f2f2828a",
                "validate_waiver": "a942aafa9e987ca5cfd725e88cf1e7207469734de8a67f0ec4e0aed5cf49e64d",
                "write_to_chain": "82792a31c3d1aea384e3b5c5937faeedc5a2f94457313b1e5051cc3ccbbef5c6",
            }
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='editionimage',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=articles.record.triggers.TriggerSql(execute='articles_append_only()', func='', hash='cf084898d84bca652f70a2b87037189929476c9f', level='STATEMENT', operation='UPDATE OR DELETE OR TRUNCATE', pgid='append_only', table='articles_editionimage', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='synonym',
            trigger=pgtrigger.compiler.Trigger(name='learn_words', sql=articles.record.triggers.TriggerSql(execute='articles_learn_synonym()', func='', hash='00511e4acbf9fdcb14ea4a69b4976f91cdede8a4', operation='INSERT OR UPDATE OF "terms"', pgid='learn_words', table='articles_synonym', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='draftrecord',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=articles.record.triggers.TriggerSql(execute='articles_append_only()', func='', hash='1aba18258a2507458f13735e59591d8a2a204f95', level='STATEMENT', operation='UPDATE OR DELETE OR TRUNCATE', pgid='append_only', table='articles_draftrecord', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='draftrecord',
            trigger=pgtrigger.compiler.Trigger(name='validate', sql=articles.record.triggers.TriggerSql(execute='articles_validate_draft_record()', func='', hash='7115bad557a23664efda627651da2e6305db87aa', operation='INSERT', pgid='validate', table='articles_draftrecord', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='emergencyoverride',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=articles.record.triggers.TriggerSql(execute='articles_append_only()', func='', hash='4eede8c35449d75aeac12dc4b0eabd921ba42e6b', level='STATEMENT', operation='UPDATE OR DELETE OR TRUNCATE', pgid='append_only', table='articles_emergencyoverride', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='emergencyoverride',
            trigger=pgtrigger.compiler.Trigger(name='validate', sql=articles.record.triggers.TriggerSql(execute='articles_validate_override()', func='', hash='006df1458519d63a95f151e43af9118cec87eeb7', operation='INSERT', pgid='validate', table='articles_emergencyoverride', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='edition',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=articles.record.triggers.TriggerSql(execute='articles_append_only()', func='', hash='e987567ad9778cc988a1236f0b9320eb34c8af2b', level='STATEMENT', operation='UPDATE OR DELETE OR TRUNCATE', pgid='append_only', table='articles_edition', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='edition',
            trigger=pgtrigger.compiler.Trigger(name='validate', sql=articles.record.triggers.TriggerSql(execute='articles_validate_edition()', func='', hash='a5787d067bf7572bb44fd9c078966b4796811d5c', operation='INSERT', pgid='validate', table='articles_edition', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='edition',
            trigger=pgtrigger.compiler.Trigger(name='write_to_chain', sql=articles.record.triggers.TriggerSql(execute='articles_write_to_chain()', func='', hash='839499500ff6e9907d5111713414bedd24e6a3c1', operation='INSERT', pgid='write_to_chain', table='articles_edition', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='interestdeclaration',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=articles.record.triggers.TriggerSql(execute='articles_append_only()', func='', hash='0593d04259770627f70259d863c817ef9c405bf4', level='STATEMENT', operation='UPDATE OR DELETE OR TRUNCATE', pgid='append_only', table='articles_interestdeclaration', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='interestwaiver',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=articles.record.triggers.TriggerSql(execute='articles_append_only()', func='', hash='87714058bbf0d2cf879ae938c8d9f807af242632', level='STATEMENT', operation='UPDATE OR DELETE OR TRUNCATE', pgid='append_only', table='articles_interestwaiver', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='interestwaiver',
            trigger=pgtrigger.compiler.Trigger(name='validate', sql=articles.record.triggers.TriggerSql(execute='articles_validate_waiver()', func='', hash='f3ccc2680f74c5a1ad68e78db7a9aea2cd81fee9', operation='INSERT', pgid='validate', table='articles_interestwaiver', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='relatedarticles',
            trigger=pgtrigger.compiler.Trigger(name='move_reader_version', sql=articles.record.triggers.TriggerSql(execute='articles_move_reader_version()', func='', hash='bb15ad4fb25fe3e68a1ecb647cfa6bca9935c20c', level='STATEMENT', operation='INSERT OR UPDATE OF "pages"', pgid='move_reader_version', table='articles_relatedarticles', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='publication',
            trigger=pgtrigger.compiler.Trigger(name='stays', sql=articles.record.triggers.TriggerSql(execute='articles_append_only()', func='', hash='3e8eed238804382723c76dfc43ad71f70f856306', level='STATEMENT', operation='DELETE OR TRUNCATE', pgid='stays', table='articles_publication', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='publication',
            trigger=pgtrigger.compiler.Trigger(name='validate', sql=articles.record.triggers.TriggerSql(execute='articles_validate_publication()', func='', hash='e7c01b384a66aabbdea61258e66ad85c036c5d1d', operation='INSERT OR UPDATE', pgid='validate', table='articles_publication', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='publication',
            trigger=pgtrigger.compiler.Trigger(name='keep_search_entry', sql=articles.record.triggers.TriggerSql(execute='articles_keep_search_entry()', func='', hash='054c3c2d75f9159c3d99655fe05045b33daa93ff', operation='INSERT OR UPDATE OF "edition_id"', pgid='keep_search_entry', table='articles_publication', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='publication',
            trigger=pgtrigger.compiler.Trigger(name='move_reader_version', sql=articles.record.triggers.TriggerSql(execute='articles_move_reader_version()', func='', hash='fe7d0cd420b454ab76382c0fea1ae6bb839c372e', level='STATEMENT', operation='INSERT OR UPDATE', pgid='move_reader_version', table='articles_publication', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='reference',
            trigger=pgtrigger.compiler.Trigger(name='move_reader_version', sql=articles.record.triggers.TriggerSql(execute='articles_move_reader_version()', func='', hash='49cc10be6e6e73e14759ec632e8180d080a237fb', level='STATEMENT', operation='UPDATE OF "status", "status_on"', pgid='move_reader_version', table='articles_reference', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='signoff',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=articles.record.triggers.TriggerSql(execute='articles_append_only()', func='', hash='953c01e31af11e5126cd47a784b7e31697e7aa45', level='STATEMENT', operation='UPDATE OR DELETE OR TRUNCATE', pgid='append_only', table='articles_signoff', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='signoff',
            trigger=pgtrigger.compiler.Trigger(name='introduce', sql=articles.record.triggers.TriggerSql(execute='articles_introduce_signer()', func='', hash='549878547558b79eb6bc94a8bbf8a333d78db590', operation='INSERT', pgid='introduce', table='articles_signoff', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='signoff',
            trigger=pgtrigger.compiler.Trigger(name='validate', sql=articles.record.triggers.TriggerSql(execute='articles_validate_sign_off()', func='', hash='10fbae2ccfbdfe2c265c82bd9c366e0f553b7ec1', operation='INSERT', pgid='validate', table='articles_signoff', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='signoff',
            trigger=pgtrigger.compiler.Trigger(name='write_to_chain', sql=articles.record.triggers.TriggerSql(execute='articles_write_to_chain()', func='', hash='4ec4aa64cc99c33b8d69b9b3437dc0a813155f19', operation='INSERT', pgid='write_to_chain', table='articles_signoff', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='statuschange',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=articles.record.triggers.TriggerSql(execute='articles_append_only()', func='', hash='174dad25065d1167fe4dc6610426e1aed7685af1', level='STATEMENT', operation='UPDATE OR DELETE OR TRUNCATE', pgid='append_only', table='articles_statuschange', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='statuschange',
            trigger=pgtrigger.compiler.Trigger(name='validate', sql=articles.record.triggers.TriggerSql(execute='articles_validate_status_change()', func='', hash='97fe49e7a936c4a74318988dc77831c12cf7a87b', operation='INSERT', pgid='validate', table='articles_statuschange', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='statuschange',
            trigger=pgtrigger.compiler.Trigger(name='write_to_chain', sql=articles.record.triggers.TriggerSql(execute='articles_write_to_chain()', func='', hash='1a0d9d6ee6801844134ad47ef5c8ad090111cf24', operation='INSERT', pgid='write_to_chain', table='articles_statuschange', when='BEFORE')),
        ),
    ]
