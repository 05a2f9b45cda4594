select id, valid_from, valid_until, changed_by, name, settings from web_organisation where valid_from <= $1 and $1 < valid_until
