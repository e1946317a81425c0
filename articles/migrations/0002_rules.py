"""What PostgreSQL sets, refuses and keeps: its functions, and the triggers that run them."""

import articles.record.triggers
import pgtrigger.compiler
import pgtrigger.migrations
from ..sql import InstallFunctions
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
                "contributors": "45a65923f05b478fb80c22105ba11de910798f815387e02348edf07a30834a40",
                "covered": "752708a47973dfb33ded03ca079f8d4d14892b8fbe685d0c71188ee59bbf69d1",
                "holders_edition": "64ab8fa426bb318c56adb1bd775d7c94e8c1395d1592ed3c3bea0552f55a676b",
                "holds": "863c6cb338d09d54d35c589542d125e793e6e512d979a9a7cb699f5b56c58f9a",
                "index_publication": "b3a5afbbc78fa88437a0d0af581c1b6c34feb39051bb24b84464581565f85e51",
                "introduce_signer": "f3837880dc61824f017a22e1c7708169e393b17d00b5d1ec8b985662fb923142",
                "judge_draft_record": "3685b4318e5100804f32b9f204d1a4466df2d2853acabe53741989051f4fc015",
                "judge_edition": "6663fb4e3579a99569c82632d6d8800cdddd38cb1e99e2dd16c0a601ce9da639",
                "judge_override": "1541c5118a3b6953df603fced095f383300e4b23e0ee3b391a0ae71a9e24c8ab",
                "judge_publication": "e944e274c5473315973d72fbb71e9bdeab3f5baa716543961e1643c1c281fd01",
                "judge_sign_off": "9dc6e7886f244d542f96dac8b13c4c493bd31172683a4398847a8709df55a9e5",
                "judge_standing_change": "d822ed96d369b3e2f8be9984b41c99ea3826e396757e43559024f4b6062a4a9d",
                "judge_waiver": "5865a90389bbc2a84870e753f99cf76799182a9037c31d28c33f2c86662fdeca",
                "keep_search_entry": "e4cafb0b7a8ea48de4fc0ccab296f2603e621b10074a398233d5877a91748887",
                "last_link": "8346b01848073c4f326367e22db6ab8504819ff4437f14ab91537c39c5e2d8eb",
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
                "seal": "a25e4935d47116dd452a188171c8c8448add1777328d42b96dfc0e67dcf12ff7",
                "sealed_text": "c074c47f3796bbe5f293f4e8d2c694e9a014c596eb745761d98e91292583c562",
                "search_entry": "dcdd757a4a16b7c38df8e9e08a10e20d40e1bcf448c9c4898d6ffcf08fa68f88",
                "sentences": "a3509504aad48e23848cf71e960082cb09a27b31d1726bbbc4c3d35453ed65c8",
                "signer_as_shown": "bc3fb4dbd94d0f82c549cacaab1a949c3c792716cf9256731f5d9bf0309c44eb",
                "similar": "c6957bd4b3f9e6ad214026c689b2dd5bcba82db525d1abc6c7abc2999d2a557f",
                "snippet": "81539738d23ebc976a646a5e37df2eb48637e80a6ad95f751917e4be0186d637",
                "specialties_lacking": "7b65469923acdfeee8834560c3305d318b6e1653021fa8fb1be1800df01d7838",
                "tolerant_prefixes": "b1a7f2ab4fd6c6ce754a044dfd8afb37ac4be15fc49ef30f725adc30b0736e12",
                "why_not_sign": "7882cc2b2fa55c27591cff77e78d0804f8c649d6893c357fb131a85df16aeff1",
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
            trigger=pgtrigger.compiler.Trigger(name='judge', sql=articles.record.triggers.TriggerSql(execute='articles_judge_draft_record()', func='', hash='dd0e0ea9e85ce01a8f6afc1cc09714ca3566d4cc', operation='INSERT', pgid='judge', table='articles_draftrecord', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='emergencyoverride',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=articles.record.triggers.TriggerSql(execute='articles_append_only()', func='', hash='4eede8c35449d75aeac12dc4b0eabd921ba42e6b', level='STATEMENT', operation='UPDATE OR DELETE OR TRUNCATE', pgid='append_only', table='articles_emergencyoverride', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='emergencyoverride',
            trigger=pgtrigger.compiler.Trigger(name='judge', sql=articles.record.triggers.TriggerSql(execute='articles_judge_override()', func='', hash='4507e5658f00a30274981efccb580eb6f861ff7c', operation='INSERT', pgid='judge', table='articles_emergencyoverride', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='edition',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=articles.record.triggers.TriggerSql(execute='articles_append_only()', func='', hash='e987567ad9778cc988a1236f0b9320eb34c8af2b', level='STATEMENT', operation='UPDATE OR DELETE OR TRUNCATE', pgid='append_only', table='articles_edition', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='edition',
            trigger=pgtrigger.compiler.Trigger(name='judge', sql=articles.record.triggers.TriggerSql(execute='articles_judge_edition()', func='', hash='4743e7e438c5119371d6d7709caf460d49bd2415', operation='INSERT', pgid='judge', table='articles_edition', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='edition',
            trigger=pgtrigger.compiler.Trigger(name='seal', sql=articles.record.triggers.TriggerSql(execute='articles_seal()', func='', hash='678caa6b5e992a2bcaff875a0463d92a09174d65', operation='INSERT', pgid='seal', table='articles_edition', when='BEFORE')),
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
            trigger=pgtrigger.compiler.Trigger(name='judge', sql=articles.record.triggers.TriggerSql(execute='articles_judge_waiver()', func='', hash='8447dd89640b5dcd6fab6a4a555c231ec8eb7778', operation='INSERT', pgid='judge', table='articles_interestwaiver', when='BEFORE')),
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
            trigger=pgtrigger.compiler.Trigger(name='judge', sql=articles.record.triggers.TriggerSql(execute='articles_judge_publication()', func='', hash='671536db38ce4653ddfb1c9c643ae6dfe11dd75e', operation='INSERT OR UPDATE', pgid='judge', table='articles_publication', when='BEFORE')),
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
            trigger=pgtrigger.compiler.Trigger(name='judge', sql=articles.record.triggers.TriggerSql(execute='articles_judge_sign_off()', func='', hash='4fffd38a56ac3f392dce6d2c57ac3d10a07afcc8', operation='INSERT', pgid='judge', table='articles_signoff', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='signoff',
            trigger=pgtrigger.compiler.Trigger(name='seal', sql=articles.record.triggers.TriggerSql(execute='articles_seal()', func='', hash='17d43ede7dece5f1be914ec6f2ad838d4c37f67e', operation='INSERT', pgid='seal', table='articles_signoff', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='standingchange',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=articles.record.triggers.TriggerSql(execute='articles_append_only()', func='', hash='391c214d699a3e5000e9aea6779a0b804f98d84e', level='STATEMENT', operation='UPDATE OR DELETE OR TRUNCATE', pgid='append_only', table='articles_standingchange', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='standingchange',
            trigger=pgtrigger.compiler.Trigger(name='judge', sql=articles.record.triggers.TriggerSql(execute='articles_judge_standing_change()', func='', hash='d61004e476b0a7ac1a4ff4e4f07df0504acfc50a', operation='INSERT', pgid='judge', table='articles_standingchange', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='standingchange',
            trigger=pgtrigger.compiler.Trigger(name='seal', sql=articles.record.triggers.TriggerSql(execute='articles_seal()', func='', hash='9df5aad34387547961cb7ad24478a3aa71bed314', operation='INSERT', pgid='seal', table='articles_standingchange', when='BEFORE')),
        ),
    ]
