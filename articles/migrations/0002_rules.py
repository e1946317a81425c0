"""What PostgreSQL sets, refuses and keeps: its functions, and the triggers that run them."""

import articles.record.triggers
import pgtrigger.compiler
import pgtrigger.migrations
from articles.sql import InstallFunctions
from articles.sql.together import Together
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
                "accounts_of": "caeb378845ed6eec09ab5e34940e2797f9526679bb88f7099dd1e17cdfd9ec2b",
                "address_of": "7994a2f4e85be2bb0481dd352199a1541de22fd92b9b017a6b5d9d6818bdb295",
                "append_only": "265deb9d49e37960a22d6217f9bc28188f961e24874a06c7b28f8b306fca01df",
                "apply_authority_event": "57284e550770eff1b41ec3007629fab3ad28f273b588a248dc947fc383de877a",
                "asked": "d50e892261b79f84cfa52aaa25d6663756c0b8d8a0b7fbe31ff29e93307faed8",
                "authentication_lasts": "24693337b9d9276106b7a9e4cf4cc4be18334800a8add69e6c0fe794246c608b",
                "base64url": "05948789947cdad93883f17b5762b418f69af07a902b272bebfc206cba0113be",
                "bytes_of_base64url": "45c182bfc333fc6bf752b36f1213ce1fbc8fe6c334d4d1a4a9c569006bbaa4b5",
                "beginnings": "9d77748cd56b0910af6fa10578ee37e90925ad6a2bdf6906366c4f53316f42b7",
                "canonical": "4e32dd443238de76944c4f770e19d42dffa0ea7bcd128458951ce41d8d4764bf",
                "chained_text": "e2e2ce883476395b9ffd17d46f1e6c1b0c06de3905490f606d884fb0bcdaf30b",
                "contributors": "a823703d038ddb45f84f9437d0f67849449cfe3f13a6e34f51b0efa002757c97",
                "count_search": "ca9af67d426136b26762be64d8e5707d8d2be183f51cefdf151354f2f1ce7d18",
                "count_words": "e73201e95316d68182194893e4f923c007f6ccffbe8eeb0dd3308f545b9beb25",
                "covered": "3b09a819c08b51b829f91cb636add89377432140ec029c66a4171560ea7fd46e",
                "credential_for": "c70fa058e827b54b1bdb55117f85f9a3fba067c799cde60a6442685cddbfd760",
                "dose_in": "e0f2cdfba59db467a88ba3b9e8cfb62a11967d20e8cdb0bffb87e7f48fcfbeef",
                "eligible_signers": "1a5bce905cf59eb2da777904c6cc35c43081be33bba1040c6da3f102cbe69c58",
                "emergency_hours_left": "949f35441426cdd1466a50bf50e54985c6408479db7a2c7db30864ff54552b30",
                "emergency_time_left": "f302a230c5e18c37137458e2eb5b13d00f00ffaf3c2effbdd6786596b57a9be7",
                "ends_status": "bd3bc35b12753cb1393f205e9a2e52248f803a1460a611ccc21daf9d14e959dd",
                "holders_edition": "4fded94c5704b7935f30d9ef4f31d468571cc3caa956bdd1ee947aec59e238ba",
                "holds": "89fc340071ef0268c832cd94609928bb73c80feb0f96c2be45adc956956609a2",
                "home_path": "88d647f69aa740ebeebb9cda5a7a6417984cd070f86c9e0f8b4c04657c854871",
                "in_each_language": "6df411f48fe62e6701ab739c59c5dbe8e6266b2069e9a1146ecccd517de5797c",
                "index_publication": "7311f86f5266efae5cc144bbe9aadb79a5c6e7eadfe0a9d755f37c6d5ee909af",
                "introduce_signer": "d1e84666ac34052aa1ff4cf120dcb9b8c2fd58f3361857e0a141718b53935f86",
                "is_readable": "0e9e4a16592c367e5e4f928842025b2a39ef189bc48647c3920d54bf50bd4588",
                "is_signed": "8ce1ea9ad6829666063d0a307192a357f3671584fdc807f3cd6f8d073518746b",
                "keep_search_entry": "e4cafb0b7a8ea48de4fc0ccab296f2603e621b10074a398233d5877a91748887",
                "last_link": "fdc7cb00cca9f9fbe17f2b3b4715acc7ab222ae6456cd75f41c7b86a152abad8",
                "leads_elsewhere": "02cc9ad25f86020483a539b4db6791be03e99107af5448dc2fdb1064b708ea71",
                "learn_synonym": "aa5394f75b574c35e30b3cabc215e4684e410235cdba2f3adc088c02922a9098",
                "learn_words": "d96ba92bb9491179e8640da0ba318ec47dd171994cee1aa4d8e03ce4e274b1e0",
                "leaves_correction": "dca1f91890df4bcaf960385b02617ca15cd48b810450661809de200a4c126696",
                "legacy_root": "204b5fbd236ba05f50eee5db611d83b19b928e5c4a752d74b8a375f3fc1d3dd8",
                "lock_batch": "8a20233a9002c338db8925d6ba431aeb80c96d992d22b1ef0f659f03477fb44d",
                "lock_record": "e74828c4395d8afeedddae65cdb2cc5445d08f3caf6d6964a7dcbc7d11bcf6ff",
                "move_reader_version": "6a0c3e5258c39fde21a5e9236ad9705cac442db95c393315cc4b21e4217bc507",
                "movers": "3d40f2dd645773725b6768af73aa97158380452b0bfead58c2d7771e6005ba73",
                "note_changed_picture": "b3a5b90bfa5c3b26f0fc1f536ff7fd9f8f667e255a3ffeb3976a6cd5ef2af36f",
                "note_changed_work": "8e119fca4332bfb5ba7f298395613ea5eb414f42f57619000c35e44194f82b1e",
                "note_integrity": "be4f7c4b3502bc4d2ae2a485b4bbc50c1cf4755bf4da1a6a0f941a9ceb8b8626",
                "note_what_it_rests_on": "5be6fa5481c24e22acaf6f28e37b6bf00826f05b6c3a4ca9b217e8b635f2a719",
                "one_line": "3507e2ddf41406643f28d97472c5a6711063b6fb96dabe2e1459384ce45073ab",
                "part_from": "f9079d5cb4ab943b15974f8b3f1f16a15da7cbc2afb7c253daeec0504648ad34",
                "plain_text": "5426962959ba93bfd8b6f1363881a3c3196cc2b339b534989d52976fa081f966",
                "publication_by_record": "ab97b5b79cf7c93a57d9749864d1898c1a9f3a4e8b8fbeca297597f0064ec443",
                "readdress": "b8ddcb5aec98dc98bc283cab9b5454420d5d192a4be1ee29f492955627447c62",
                "refuse": "b9ce07dffced31ac17d18fa6544daf3a6cdeb6c517fbab644fcaa292ef08ef6f",
                "relate": "1b4d6529eef609f940e11158875ba36d42c89124ed94435f6e1197d04b34de88",
                "related": "cd46559864350a4165c90e6c61263948c5be9fa52f121637e2fc3033ff3a27b8",
                "required": "91a27c4c2641505d6c1d273123cdb84e47e8401b2a251fe88da2a206750286e2",
                "required_for": "3a70cf677248bc3ef87a716592f6f9976afcd55db91389b503fa2ccca94454e2",
                "required_today": "c068dc080261883e2e34c2598b9b2e67bd297f53fa1d90f9dfb8aff2459dbd1d",
                "rests_on": "a4d9f78555fa89e4ddab226bce4faad4d5e9297ba11d50225a0c36e2224d5e3a",
                "review_due": "9db361aeae7806750a79c0ed5fb4dcccaca4b5be1ca999a96bac812f66287550",
                "risk_said_by_writer": "6a00aece813f0ef750193d7d24b10988cc000195f7c7b8fcdc5ae8a52f8c79af",
                "risk_tier": "1acf6e4a7ab0beaa3ac7a89449b087ca27cdb75ed081dd2df873379d94dbac0b",
                "says_the_same": "d55f3d051cf5a64dfcd3be583e0e62753bf65f62cf18cec46d7600fba56a074d",
                "search_entry": "c557a7b9edb8bf42eead976223f55c69851942afa8bef743dc17d07bb7ea7aa2",
                "sentences": "b03cba1c93ceed3863c78bd594d45e33ec45b2e86e1e6c319eaefe276af6a2b2",
                "show_address_change": "a87379ec4bb3d91a082de9bdae5bea5444a75713f9c38bd130dbaddae176b4de",
                "show_edition": "e3f9550009468923c16c9fe06bc71500db3ac5fe1145144126d3a655ea672d01",
                "show_status_change": "7d28df473bed3ce62024dd8ecd9aef5a089eb2c61368412fd9c24c0e2e2703de",
                "shown_before": "344cbab7538872305d715035143897d310dd8ec055cb367a8704937d0a01f7af",
                "signed_text": "29626443041b4b2fe860ffccab664bb4b9669f323c904e87d073852ffcfc2006",
                "signer_as_shown": "bc3fb4dbd94d0f82c549cacaab1a949c3c792716cf9256731f5d9bf0309c44eb",
                "signers": "0e4ca66eee7c40464354c5983034f0cef2c137d965c11e72784b75b0d7994923",
                "signed_until": "18914efa92a5a419815034f8c2de8c7c9f19b1cfc571fd7d92065e13bdc18dbd",
                "signing_refusal": "aebd58373401077fa0bc8e40a560bec9c5da2dea956f8de24e94bb67676fe077",
                "signing_rule": "dd8805040fe62754008a1e043c849e9bbd182eda02108ee0e5c7ed7379aaaaee",
                "similar": "54bb75ee5a8ee022c051e5419dd0e6c48bc857ae9a30dc469b71ebb97ff299fc",
                "snippet": "f6215b06726d8d4c30891c1da68c54884332c62caad972130f53ef1b8373cbe6",
                "specialties_lacking": "d7ea1d68a6233d19fe881d6dd2d9b0d51c72374ab67b8d2416bf8f634a416583",
                "specialties_in": "cb26792c2d6621aef2fa79282acad9645fb8f27a2518c020441fc078c9247684",
                "specialties_named": "366878a36940eca4c7755ba58e854e9dfc8c649054b1d86b6722feec94c506ab",
                "standing_sign_offs": "c7e6f62333324bcd1511b95b4b6dfa373f56f00cb16a69335b4469e58cd0c693",
                "standing_verdicts": "84112b86926a2f6db43cbbd5bc2de5e56568719c84e978f65a92564b37f0ff60",
                "text_apart": "d51b8c5a37d9d91e9d491943079b4b631b9c0668ebd8e13a9698af2e1c82390e",
                "text_of_sign_off": "3635e2614eed6ea199faf878e19e5a81782d1cac619935da2a974b45a6264b91",
                "tolerant_prefixes": "b1a7f2ab4fd6c6ce754a044dfd8afb37ac4be15fc49ef30f725adc30b0736e12",
                "unspent_sign_offs": "6e9f637bc182b6daede8993690cdb2f22b392744d4c1bb4891493af8413f098e",
                "unsupported_claims": "ad9be43a4d9612432e9fffaff3f4a6f91d955b8f5a3384a4ae79417339c2a5ae",
                "valid_credential": "cd56cd2457745fe797b7c88adf09ab247102bdfc333f766a76edb0b6778e76c6",
                "validate_address_change": "4fad5c9c82c3fc729420197335c291399306ad807a656bf716450ea557c96422",
                "validate_address_reuse": "474d6a98e8b1f9819a7ec591b1b9086fc18f852543ea53eb7baa23f1d6d2a9ed",
                "validate_assertion": "e510e0139316609ade25b2706cb585452f3355ee1f2c8f6433d0972a9aab1abd",
                "validate_authority_event": "253d489d1230f7f484c8292678586e21ecdb0b2164f24beee61270728cbfc166",
                "validate_claim_check": "223971afcac11b9c30c4307f6ba24f19f43f0b9bdefa56d14e0f51c15224516c",
                "validate_draft_record": "82c5f51594e357dd049c358dd2d57cb051ce4860f63d8d87710ce5c6c48031f0",
                "validate_edition": "51cb99e7a102b4cb376bb4d225c6b879b04b7a9d74d659b173d1d87acf0d6b98",
                "validate_imported_text": "92493f98b3eb4d50eed1a0e539d5ffbf1b7eb6468cc164eaab68a38d5c42faf4",
                "validate_integrity_fact": "6ec0ebc9819aa866e5fd4dcbbbc9edc3a847da439fda71e22fbd8a438aa46135",
                "validate_key": "53da1bf586a62fcf72168f92d44ae2dec03877ef085459c28a9d1ced4ca7ccd4",
                "validate_legacy": "753209e22211fdf951194b5fca49fb099b8dc99efe4c8276b558ae7f5efb8b4b",
                "validate_legacy_decision": "29657a74b39c650478f2143430f1364fca2809063b39157c81f39f49f940a5f4",
                "validate_legacy_text": "7abe9d776b8163c9d73e9a7fa56194ea0980333391e9cd42e29b4fe4cf0ad3b7",
                "validate_override": "8adb92bf0d8124ec593a339a8ef8bdb0e5bccb82189ea2e027e2cc9a8221edfb",
                "validate_publication": "bfb6fc246a917c316626bc476ea637ec2ecd189a30e49e1283a825790d4411a0",
                "validate_risk_assessment": "a26bfc89ac568dba0d3b95e3ec563259382e7bb649f0a64c14eb551d7b48c749",
                "validate_sign_off": "965d6a182f02fb87c73f42f63b47298c57fd0ca981b342065bcd973e7a4e02a2",
                "validate_status_change": "bcf3997ca2bd73f6b8749bfeab2fa334f390119312667a6245cfb17e62694f23",
                "validate_waiver": "9370e7cf3ac3a13bf9dadcfe3db11208692ecc31e8fa4a28c6579edaf23595b7",
                "verdicts_of": "101a34ee92f801877228c58be72fed6be3c17fc96310e5d5e6e51011fbce353d",
                "works_in": "f8b8999ec887adb7d23c308a8c5cbb44e3c882981807be907577738532aba448",
                "write_publication": "003f988e446ee41ad9f9431c1bbc25df29869cfb39a2268332725b19e326441e",
                "write_to_chain": "e77df0464cc55f4f2055f0da26d6685e7ee90363e67cb0683a502ec371ea9409",
                "wrote": "b47cafdf67e9c53e88e91876d48414d33a13086aaa996f5336607bb1b9a79fbb",
            }
        ),
        Together([
            pgtrigger.migrations.AddTrigger(
                model_name='editionimage',
                trigger=pgtrigger.compiler.Trigger(name='append_only', sql=articles.record.triggers.TriggerSql(execute='articles_append_only()', func='', hash='cf084898d84bca652f70a2b87037189929476c9f', level='STATEMENT', operation='UPDATE OR DELETE OR TRUNCATE', pgid='append_only', table='articles_editionimage', when='BEFORE')),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='legacybatch',
                trigger=pgtrigger.compiler.Trigger(name='append_only', sql=articles.record.triggers.TriggerSql(execute='articles_append_only()', func='', hash='671a1387fb6184cd66cc68022d870fcb28b78615', level='STATEMENT', operation='UPDATE OR DELETE OR TRUNCATE', pgid='append_only', table='articles_legacybatch', when='BEFORE')),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='reportedmonth',
                trigger=pgtrigger.compiler.Trigger(name='append_only', sql=articles.record.triggers.TriggerSql(execute='articles_append_only()', func='', hash='7adc594f905ca19dc194808f242b64f2eb5c0155', level='STATEMENT', operation='UPDATE OR DELETE OR TRUNCATE', pgid='append_only', table='articles_reportedmonth', when='BEFORE')),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='reportedmonth',
                trigger=pgtrigger.compiler.Trigger(name='write_to_chain', sql=articles.record.triggers.TriggerSql(execute='articles_write_to_chain()', func='', hash='43e16b08d8f27ec9c3c5f1316be11156e603bf34', operation='INSERT', pgid='write_to_chain', table='articles_reportedmonth', when='BEFORE')),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='reportedmonth',
                trigger=pgtrigger.compiler.Trigger(name='move_reader_version', sql=articles.record.triggers.TriggerSql(execute='articles_move_reader_version()', func='', hash='c46a9467902b737b86637ecc55598d6e611d5bdc', level='STATEMENT', operation='INSERT', pgid='move_reader_version', table='articles_reportedmonth', when='AFTER')),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='synonym',
                trigger=pgtrigger.compiler.Trigger(name='learn_words', sql=articles.record.triggers.TriggerSql(execute='articles_learn_synonym()', func='', hash='00511e4acbf9fdcb14ea4a69b4976f91cdede8a4', operation='INSERT OR UPDATE OF "terms"', pgid='learn_words', table='articles_synonym', when='AFTER')),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='addressreuse',
                trigger=pgtrigger.compiler.Trigger(name='append_only', sql=articles.record.triggers.TriggerSql(execute='articles_append_only()', func='', hash='d044f4b7b7577cc7205c112544ea9bdf31a55920', level='STATEMENT', operation='UPDATE OR DELETE OR TRUNCATE', pgid='append_only', table='articles_addressreuse', when='BEFORE')),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='addressreuse',
                trigger=pgtrigger.compiler.Trigger(name='validate', sql=articles.record.triggers.TriggerSql(execute='articles_validate_address_reuse()', func='', hash='fc0ee0a831861961128f23933710746f8c78019e', operation='INSERT', pgid='validate', table='articles_addressreuse', when='BEFORE')),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='addressreuse',
                trigger=pgtrigger.compiler.Trigger(name='write_to_chain', sql=articles.record.triggers.TriggerSql(execute='articles_write_to_chain()', func='', hash='a5272d5f3b05aec4c865c51e747cb3972f39362b', operation='INSERT', pgid='write_to_chain', table='articles_addressreuse', when='BEFORE')),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='claimcheck',
                trigger=pgtrigger.compiler.Trigger(name='append_only', sql=articles.record.triggers.TriggerSql(execute='articles_append_only()', func='', hash='5c6b698d1598316e1cf4cb22f0402578422b235f', level='STATEMENT', operation='UPDATE OR DELETE OR TRUNCATE', pgid='append_only', table='articles_claimcheck', when='BEFORE')),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='claimcheck',
                trigger=pgtrigger.compiler.Trigger(name='validate', sql=articles.record.triggers.TriggerSql(execute='articles_validate_claim_check()', func='', hash='9478d2452c951bdba533b4ca1d784db15a5fa4fe', operation='INSERT', pgid='validate', table='articles_claimcheck', when='BEFORE')),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='claimcheck',
                trigger=pgtrigger.compiler.Trigger(name='write_to_chain', sql=articles.record.triggers.TriggerSql(execute='articles_write_to_chain()', func='', hash='4610f02a6f4c7ef02d0e61d18df6cf4b50970452', operation='INSERT', pgid='write_to_chain', table='articles_claimcheck', when='BEFORE')),
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
                model_name='claim',
                trigger=pgtrigger.compiler.Trigger(name='append_only', sql=articles.record.triggers.TriggerSql(execute='articles_append_only()', func='', hash='93dde68bcdde1ea2c297da5115a8f2470ada050a', level='STATEMENT', operation='UPDATE OR DELETE OR TRUNCATE', pgid='append_only', table='articles_claim', when='BEFORE')),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='addresschange',
                trigger=pgtrigger.compiler.Trigger(name='append_only', sql=articles.record.triggers.TriggerSql(execute='articles_append_only()', func='', hash='7f8408049a8e668323b798712261f24675517a09', level='STATEMENT', operation='UPDATE OR DELETE OR TRUNCATE', pgid='append_only', table='articles_addresschange', when='BEFORE')),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='addresschange',
                trigger=pgtrigger.compiler.Trigger(name='validate', sql=articles.record.triggers.TriggerSql(execute='articles_validate_address_change()', func='', hash='1465a40eb3cbbfb215f4831818474b6dc393d5f2', operation='INSERT', pgid='validate', table='articles_addresschange', when='BEFORE')),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='addresschange',
                trigger=pgtrigger.compiler.Trigger(name='write_to_chain', sql=articles.record.triggers.TriggerSql(execute='articles_write_to_chain()', func='', hash='6949ea0e6f49d22a85320f8826f04ae655f8420b', operation='INSERT', pgid='write_to_chain', table='articles_addresschange', when='BEFORE')),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='addresschange',
                trigger=pgtrigger.compiler.Trigger(name='show', sql=articles.record.triggers.TriggerSql(execute='articles_show_address_change()', func='', hash='87a43f31fcda5b3086b468a95c99a84cc71730af', operation='INSERT', pgid='show', table='articles_addresschange', when='AFTER')),
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
                model_name='emergencyoverride',
                trigger=pgtrigger.compiler.Trigger(name='write_to_chain', sql=articles.record.triggers.TriggerSql(execute='articles_write_to_chain()', func='', hash='3f073cb03078220cbdf6512f640a43b46aeec30a', operation='INSERT', pgid='write_to_chain', table='articles_emergencyoverride', when='BEFORE')),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='importedtext',
                trigger=pgtrigger.compiler.Trigger(name='append_only', sql=articles.record.triggers.TriggerSql(execute='articles_append_only()', func='', hash='2a0c1db804f1a5ea2faee3bd659db2cf28e114a6', level='STATEMENT', operation='UPDATE OR DELETE OR TRUNCATE', pgid='append_only', table='articles_importedtext', when='BEFORE')),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='importedtext',
                trigger=pgtrigger.compiler.Trigger(name='validate', sql=articles.record.triggers.TriggerSql(execute='articles_validate_imported_text()', func='', hash='cc8bf3884432760cb359987f98d0997f197cb827', operation='INSERT', pgid='validate', table='articles_importedtext', when='BEFORE')),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='integrityfact',
                trigger=pgtrigger.compiler.Trigger(name='append_only', sql=articles.record.triggers.TriggerSql(execute='articles_append_only()', func='', hash='fb93bbf9ca87a9369a36d3cfc804a08b5c9242c1', level='STATEMENT', operation='UPDATE OR DELETE OR TRUNCATE', pgid='append_only', table='articles_integrityfact', when='BEFORE')),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='integrityfact',
                trigger=pgtrigger.compiler.Trigger(name='validate', sql=articles.record.triggers.TriggerSql(execute='articles_validate_integrity_fact()', func='', hash='19b3ff38bacd630a951d206b01eb80f265ef5e77', operation='INSERT', pgid='validate', table='articles_integrityfact', when='BEFORE')),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='integrityfact',
                trigger=pgtrigger.compiler.Trigger(name='write_to_chain', sql=articles.record.triggers.TriggerSql(execute='articles_write_to_chain()', func='', hash='1685762b3010a9d4790ebd66784f276783f103a4', operation='INSERT', pgid='write_to_chain', table='articles_integrityfact', when='BEFORE')),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='integrityfact',
                trigger=pgtrigger.compiler.Trigger(name='move_reader_version', sql=articles.record.triggers.TriggerSql(execute='articles_move_reader_version()', func='', hash='07a5eaf29d05132f42f381b7d2031cd5b5fd98b4', level='STATEMENT', operation='INSERT', pgid='move_reader_version', table='articles_integrityfact', when='AFTER')),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='interestdeclaration',
                trigger=pgtrigger.compiler.Trigger(name='append_only', sql=articles.record.triggers.TriggerSql(execute='articles_append_only()', func='', hash='0593d04259770627f70259d863c817ef9c405bf4', level='STATEMENT', operation='UPDATE OR DELETE OR TRUNCATE', pgid='append_only', table='articles_interestdeclaration', when='BEFORE')),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='interestdeclaration',
                trigger=pgtrigger.compiler.Trigger(name='write_to_chain', sql=articles.record.triggers.TriggerSql(execute='articles_write_to_chain()', func='', hash='0623f557b540675b0cabc324c9569020e669cf95', operation='INSERT', pgid='write_to_chain', table='articles_interestdeclaration', when='BEFORE')),
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
                model_name='interestwaiver',
                trigger=pgtrigger.compiler.Trigger(name='write_to_chain', sql=articles.record.triggers.TriggerSql(execute='articles_write_to_chain()', func='', hash='5821ce5f40931cabb182cb7bb8a01c44336982b1', operation='INSERT', pgid='write_to_chain', table='articles_interestwaiver', when='BEFORE')),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='legacydecision',
                trigger=pgtrigger.compiler.Trigger(name='append_only', sql=articles.record.triggers.TriggerSql(execute='articles_append_only()', func='', hash='29817c8d96d15b8c58518899f2ff9be0d6222e71', level='STATEMENT', operation='UPDATE OR DELETE OR TRUNCATE', pgid='append_only', table='articles_legacydecision', when='BEFORE')),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='legacydecision',
                trigger=pgtrigger.compiler.Trigger(name='validate', sql=articles.record.triggers.TriggerSql(execute='articles_validate_legacy_decision()', func='', hash='0daa42f1220ad70a1d4d2e893fc5c426504cf8b2', operation='INSERT', pgid='validate', table='articles_legacydecision', when='BEFORE')),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='legacydecision',
                trigger=pgtrigger.compiler.Trigger(name='write_to_chain', sql=articles.record.triggers.TriggerSql(execute='articles_write_to_chain()', func='', hash='b0a3ca55d61b15fdb42b82543d068c69ed865617', operation='INSERT', pgid='write_to_chain', table='articles_legacydecision', when='BEFORE')),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='legacytext',
                trigger=pgtrigger.compiler.Trigger(name='append_only', sql=articles.record.triggers.TriggerSql(execute='articles_append_only()', func='', hash='758b443bc07195339c94300084272e9f171e70b0', level='STATEMENT', operation='UPDATE OR DELETE OR TRUNCATE', pgid='append_only', table='articles_legacytext', when='BEFORE')),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='legacytext',
                trigger=pgtrigger.compiler.Trigger(name='validate', sql=articles.record.triggers.TriggerSql(execute='articles_validate_legacy_text()', func='', hash='885615dab56061d21e2df80f093163dffb277d73', operation='INSERT', pgid='validate', table='articles_legacytext', when='BEFORE')),
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
                trigger=pgtrigger.compiler.Trigger(name='vouch', sql=articles.record.triggers.TriggerSql(execute='articles_note_what_it_rests_on()', func='', hash='cddc028e965eb12c1504a8dc5ed7e6870578fe16', operation='INSERT', pgid='vouch', table='articles_edition', when='BEFORE')),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='edition',
                trigger=pgtrigger.compiler.Trigger(name='write_to_chain', sql=articles.record.triggers.TriggerSql(execute='articles_write_to_chain()', func='', hash='839499500ff6e9907d5111713414bedd24e6a3c1', operation='INSERT', pgid='write_to_chain', table='articles_edition', when='BEFORE')),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='edition',
                trigger=pgtrigger.compiler.Trigger(name='show', sql=articles.record.triggers.TriggerSql(execute='articles_show_edition()', func='', hash='c1f3182168031d95888aa609c0bf13a6e1f73e56', operation='INSERT', pgid='show', table='articles_edition', when='AFTER')),
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
                model_name='sitesettings',
                trigger=pgtrigger.compiler.Trigger(name='move_reader_version', sql=articles.record.triggers.TriggerSql(execute='articles_move_reader_version()', func='', hash='d6463681955f3c27d8f3243dcc704c51f55a8dc6', level='STATEMENT', operation='INSERT OR UPDATE OF "name", "region", "logo"', pgid='move_reader_version', table='articles_sitesettings', when='AFTER')),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='reference',
                trigger=pgtrigger.compiler.Trigger(name='note_integrity', sql=articles.record.triggers.TriggerSql(execute='articles_note_integrity()', func='', hash='a138c909d8bb9e423c1264c0b1e7dc36bf3356aa', operation='INSERT OR UPDATE OF "status", "status_on", "doi", "pmid", "pmcid", "isbn", "url"', pgid='note_integrity', table='articles_reference', when='AFTER')),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='reference',
                trigger=pgtrigger.compiler.Trigger(name='lock_record', sql=articles.record.triggers.TriggerSql(execute='articles_lock_record()', func='', hash='84a6a300d154159413d98a85cffdda5e09e833ce', level='STATEMENT', operation='UPDATE OF "text", "doi", "pmid", "pmcid", "isbn", "url", "merged_into_id", "changed_by_id"', pgid='lock_record', table='articles_reference', when='BEFORE')),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='reference',
                trigger=pgtrigger.compiler.Trigger(name='note_change', sql=articles.record.triggers.TriggerSql(execute='articles_note_changed_work()', func='', hash='c8c61b386663222db787e290241eb13625a58ad1', operation='UPDATE OF "text", "doi", "pmid", "pmcid", "isbn", "url", "merged_into_id", "changed_by_id"', pgid='note_change', table='articles_reference', when='BEFORE')),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='newerversion',
                trigger=pgtrigger.compiler.Trigger(name='move_reader_version', sql=articles.record.triggers.TriggerSql(execute='articles_move_reader_version()', func='', hash='5ca7462e23ebebeb97cb5a99a4e8c1ab5bb1d4a5', level='STATEMENT', operation='INSERT OR UPDATE', pgid='move_reader_version', table='articles_newerversion', when='AFTER')),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='riskassessment',
                trigger=pgtrigger.compiler.Trigger(name='append_only', sql=articles.record.triggers.TriggerSql(execute='articles_append_only()', func='', hash='2ac118b33c66d2eef47d321e2d131f912d997963', level='STATEMENT', operation='UPDATE OR DELETE OR TRUNCATE', pgid='append_only', table='articles_riskassessment', when='BEFORE')),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='riskassessment',
                trigger=pgtrigger.compiler.Trigger(name='validate', sql=articles.record.triggers.TriggerSql(execute='articles_validate_risk_assessment()', func='', hash='887634eba61db640ed5e324a9fd19d2d95675355', operation='INSERT', pgid='validate', table='articles_riskassessment', when='BEFORE')),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='riskassessment',
                trigger=pgtrigger.compiler.Trigger(name='write_to_chain', sql=articles.record.triggers.TriggerSql(execute='articles_write_to_chain()', func='', hash='f589f837ddd0ce4c0eebc74bc4af6f8342296e9e', operation='INSERT', pgid='write_to_chain', table='articles_riskassessment', when='BEFORE')),
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
                model_name='siteimage',
                trigger=pgtrigger.compiler.Trigger(name='lock_record', sql=articles.record.triggers.TriggerSql(execute='articles_lock_record()', func='', hash='a7d0b9738c7689e11bd5f2d5815e1ee5ca152130', level='STATEMENT', operation='UPDATE OF "sha256", "width", "height", "changed_by_id"', pgid='lock_record', table='articles_siteimage', when='BEFORE')),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='siteimage',
                trigger=pgtrigger.compiler.Trigger(name='note_change', sql=articles.record.triggers.TriggerSql(execute='articles_note_changed_picture()', func='', hash='b9e8a441c9abaf6fb2b3e35654c14eb58f3e5677', operation='UPDATE OF "sha256", "width", "height", "changed_by_id"', pgid='note_change', table='articles_siteimage', when='BEFORE')),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='sourcechange',
                trigger=pgtrigger.compiler.Trigger(name='append_only', sql=articles.record.triggers.TriggerSql(execute='articles_append_only()', func='', hash='38d4a720a581815242d7bc0d72eb9fed2bd6218f', level='STATEMENT', operation='UPDATE OR DELETE OR TRUNCATE', pgid='append_only', table='articles_sourcechange', when='BEFORE')),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='sourcechange',
                trigger=pgtrigger.compiler.Trigger(name='write_to_chain', sql=articles.record.triggers.TriggerSql(execute='articles_write_to_chain()', func='', hash='3f6ee417e9a3d8b382019d4b47898f64850eaad1', operation='INSERT', pgid='write_to_chain', table='articles_sourcechange', when='BEFORE')),
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
            pgtrigger.migrations.AddTrigger(
                model_name='statuschange',
                trigger=pgtrigger.compiler.Trigger(name='show', sql=articles.record.triggers.TriggerSql(execute='articles_show_status_change()', func='', hash='657d54ed4f5ea802cc94445e3a7842b6a1430f9e', operation='INSERT', pgid='show', table='articles_statuschange', when='AFTER')),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='authorityevent',
                trigger=pgtrigger.compiler.Trigger(name='append_only', sql=articles.record.triggers.TriggerSql(execute='articles_append_only()', func='', hash='47f59f1a47f9dda68299e5c47fa811124e343993', level='STATEMENT', operation='UPDATE OR DELETE OR TRUNCATE', pgid='append_only', table='articles_authorityevent', when='BEFORE')),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='authorityevent',
                trigger=pgtrigger.compiler.Trigger(name='validate', sql=articles.record.triggers.TriggerSql(execute='articles_validate_authority_event()', func='', hash='1a726f5e4243046d49c16adc8c3c1f91a14589f4', operation='INSERT', pgid='validate', table='articles_authorityevent', when='BEFORE')),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='authorityevent',
                trigger=pgtrigger.compiler.Trigger(name='write_to_chain', sql=articles.record.triggers.TriggerSql(execute='articles_write_to_chain()', func='', hash='93f58fa6f44152a4ffeeaee99e9f212d8036c5ad', operation='INSERT', pgid='write_to_chain', table='articles_authorityevent', when='BEFORE')),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='authorityevent',
                trigger=pgtrigger.compiler.Trigger(name='apply', sql=articles.record.triggers.TriggerSql(execute='articles_apply_authority_event()', func='', hash='239f94d6c077d2429d89ae2196061366926d77de', operation='INSERT', pgid='apply', table='articles_authorityevent', when='AFTER')),
            ),
        ]),
    ]
