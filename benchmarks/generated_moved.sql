-- Puts the made stories into the record, moved back by $back stories and $days days.

INSERT INTO base.stories BY NAME
SELECT * REPLACE (story_key - $back AS story_key, identifier(story_key - $back, 0) AS story_id,
    identifier(story_key - $back, 1) AS content_hash, published - $days AS published,
    replace(url, story_id, identifier(story_key - $back, 0)) AS url,
    'feed-' || (published - $days) || '.jsonl' AS origin)
FROM made_stories WHERE story_key > $back;

INSERT INTO base.codings BY NAME
SELECT * REPLACE (story_key - $back AS story_key) FROM made_codings WHERE story_key > $back;

INSERT INTO base.copies BY NAME
SELECT * REPLACE (story_key - $back AS story_key, cluster_key - $back AS cluster_key)
FROM made_copies WHERE story_key > $back;

INSERT INTO base.bands BY NAME
SELECT * REPLACE (week - $days // 7 AS week, hash(band, $back) % 4294967296 AS band,
    story_key - $back AS story_key)
FROM made_bands WHERE story_key > $back;

INSERT INTO base.sentences BY NAME
SELECT * REPLACE (story_key - $back AS story_key) FROM made_sentences WHERE story_key > $back;

INSERT INTO base.mentions BY NAME
SELECT * REPLACE (mention_key - 7 * $back AS mention_key, story_key - $back AS story_key,
    identifier(mention_key - 7 * $back, 3) AS mention_id, start_date - $days AS start_date,
    end_date - $days AS end_date)
FROM made_mentions WHERE story_key > $back;

INSERT INTO base.blocks BY NAME
SELECT * REPLACE (week - $days // 7 AS week,
    CASE WHEN $back > 0 THEN hash(block, $back) % 4294967296 ELSE block END AS block,
    first - $days AS first, last - $days AS last, mention_key - 7 * $back AS mention_key)
FROM made_blocks WHERE mention_key > 7 * $back;

INSERT INTO base.links BY NAME
SELECT * REPLACE (mention_key - 7 * $back AS mention_key, event_key - 7 * $back AS event_key)
FROM made_links WHERE event_key > 7 * $back;

INSERT INTO base.events BY NAME
SELECT * REPLACE (event_key - 7 * $back AS event_key,
    identifier(event_key - 7 * $back, 3) AS event_id, start_date - $days AS start_date,
    end_date - $days AS end_date, first_report - $days AS first_report,
    last_report - $days AS last_report)
FROM made_events WHERE event_key > 7 * $back;

INSERT INTO base.dyads BY NAME
SELECT * REPLACE (event_key - 7 * $back AS event_key, day - $days AS day)
FROM made_dyads WHERE event_key > 7 * $back;
