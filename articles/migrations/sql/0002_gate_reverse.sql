DROP TRIGGER judge ON articles_publication;
DROP TRIGGER judge ON articles_edition;
DROP TRIGGER judge ON articles_signoff;
DROP TRIGGER judge ON articles_draftrecord;
DROP TRIGGER stays ON articles_publication;
DROP TRIGGER append_only ON articles_editionimage;
DROP TRIGGER append_only ON articles_edition;
DROP TRIGGER append_only ON articles_signoff;
DROP TRIGGER append_only ON articles_draftrecord;
DROP FUNCTION articles_judge_publication(), articles_judge_edition(), articles_judge_sign_off(),
    articles_judge_draft_record(), articles_append_only(), articles_why_not_sign(integer, jsonb, text, bigint, bigint),
    articles_required(integer, jsonb), articles_contributors(integer), articles_covered(integer), articles_refuse(text);
