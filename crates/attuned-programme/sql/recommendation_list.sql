select id, referral_id, position, number, label, title, words, paragraphs, reply_words from programme_recommendation where referral_id = $2 and valid_until > $1 and valid_from <= $1 order by position
