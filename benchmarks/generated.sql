-- Makes stories of a stretch of time, those of keys $first to $last, $per_day of them a day: a table
-- made_… for each table of the record.
--
-- The tables codes, events, names, offices, rules, pool and hashes hold what is drawn from; they
-- are made by generated.py. Everything is drawn by a hash of the key, so that the same keys give
-- the same rows.

CREATE TEMP TABLE told AS                     -- the sentences of the stories
WITH drawn AS (
    SELECT story_key, n, draw(story_key, n, 1, 20000) AS k
    FROM range($first, $last + 1) AS s(story_key), range(1, 13) AS r(n)
)
SELECT
    story_key, n AS sequence, p.text,
    CAST(sum(length(p.text) + 1) OVER (PARTITION BY story_key ORDER BY n) - length(p.text) - 1
        AS INTEGER) AS start_char,
    length(p.text) AS size
FROM drawn JOIN pool p USING (k);

CREATE TEMP TABLE made_stories AS
SELECT
    story_key, identifier(story_key, 0) AS story_id, 1 AS version,
    identifier(story_key, 1) AS content_hash, min_by(left(text, 60), sequence) AS title,
    day_of(story_key, $per_day) AS published,
    'https://p' || draw(story_key, 0, 2, 200) || '.org/' || identifier(story_key, 2) AS url,
    'p' || draw(story_key, 0, 2, 200) || '.org' AS publisher,
    CASE draw(story_key, 0, 3, 10) WHEN 0 THEN 'Reuters' WHEN 1 THEN 'AFP' ELSE '' END AS agency,
    false AS syndicated, true AS ordered, string_agg(text, chr(10) ORDER BY sequence) AS text,
    list({
        'start_char': start_char, 'end_char': start_char + size, 'line': sequence + 3,
        'boilerplate': false
    } ORDER BY sequence) AS paragraphs,
    'feed-' || day_of(story_key, $per_day) || '.jsonl' AS origin, 1 AS born
FROM told GROUP BY story_key ORDER BY story_key;

CREATE TEMP TABLE made_codings AS
SELECT range AS story_key, '1' AS version, 1 AS born FROM range($first, $last + 1);

CREATE TEMP TABLE made_copies AS
SELECT
    range AS story_key,
    CASE WHEN draw(range, 0, 4, 10) = 0 THEN greatest(range - 1 - draw(range, 0, 5, 300), 1)
        ELSE range END AS cluster_key,
    CASE WHEN draw(range, 0, 4, 10) = 0 THEN 0.65 + draw(range, 0, 6, 35) / 100 ELSE 1 END
        AS similarity,
    1 AS born
FROM range($first, $last + 1);

CREATE TEMP TABLE made_bands AS
SELECT week_of(day_of(story_key, $per_day)) AS week, hash(story_key, n, 7) % 4294967296 AS band,
    story_key
FROM range($first, $last + 1) AS s(story_key), range(30) AS r(n)
ORDER BY story_key;

CREATE TEMP TABLE made_sentences AS
SELECT story_key, sequence, start_char, start_char + size AS end_char, false AS boilerplate,
    1 AS born
FROM told ORDER BY story_key, sequence;

CREATE TEMP TABLE drawn AS                    -- what the stories' mentions say
SELECT
    CAST((t.story_key - 1) * 7 + t.sequence AS INTEGER) AS mention_key, t.story_key, t.sequence, t.start_char,
    e.event, e.quad, e.score, e.cameo, a.code AS actor, b.code AS recipient,
    a.hash AS actor_hash, b.hash AS recipient_hash,
    draw(t.story_key, t.sequence, 11, 100) < 75 AS aimed,         -- has a recipient
    draw(t.story_key, t.sequence, 12, 100) < 40 AS said,          -- has a speaker
    draw(t.story_key, t.sequence, 13, 100) < 60 AS dated,
    draw(t.story_key, t.sequence, 14, 100) < 20 AS placed,
    draw(t.story_key, t.sequence, 15, 100) < 60 AS framed,        -- a frame found it too
    CASE draw(t.story_key, t.sequence, 16, 10) WHEN 0 THEN ['negation'] ELSE [] END AS auxiliary,
    day_of(t.story_key, $per_day) AS published,
    CAST(day_of(t.story_key, $per_day) - draw(t.story_key, t.sequence, 17, 3) AS DATE) AS day,
    10 + draw(t.story_key, t.sequence, 18, 12) AS trigger_at,
    50 + draw(t.story_key, t.sequence, 19, 12) AS date_at,
    o.name AS office, n.name AS speaker, f.name AS frame, w.name AS way, v.name AS other_way
FROM (
    SELECT *,
        draw(story_key, sequence, 8, 10) AS event_k, draw(story_key, sequence, 9, 4096) AS actor_k,
        draw(story_key, sequence, 10, 4096) AS recipient_k,
        draw(story_key, sequence, 20, 60) AS office_k,
        draw(story_key, sequence, 21, 8192) AS name_k,
        draw(story_key, sequence, 22, 300) AS frame_k,
        draw(story_key, sequence, 23, 40) AS way_k, draw(story_key, sequence, 24, 40) AS other_k
    FROM told
    WHERE sequence <= 7
) t
JOIN events e ON e.k = event_k
JOIN codes a ON a.k = actor_k
JOIN codes b ON b.k = recipient_k
JOIN offices o ON o.k = office_k
JOIN names n ON n.k = name_k
JOIN frames f ON f.k = frame_k
JOIN rules w ON w.k = way_k
JOIN rules v ON v.k = other_k;

CREATE TEMP TABLE made_mentions AS
SELECT
    mention_key, story_key, identifier(mention_key, 3) AS mention_id, sequence,
    start_char + trigger_at AS trigger_start,
    start_char + trigger_at + 4 + draw(story_key, sequence, 25, 6) AS trigger_end,
    event, CASE draw(story_key, sequence, 26, 3) WHEN 0 THEN [] ELSE ['change'] END AS modes,
    CASE draw(story_key, sequence, 27, 3) WHEN 0 THEN [] WHEN 1 THEN ['diplomatic']
        ELSE ['military'] END AS contexts,
    auxiliary, quad, score, cameo,
    CASE WHEN dated THEN day END AS start_date, CASE WHEN dated THEN day END AS end_date,
    CASE WHEN dated THEN 'day' ELSE 'open' END AS date_precision,
    CASE WHEN dated THEN start_char + date_at END AS date_start,
    CASE WHEN dated THEN start_char + date_at + 7 END AS date_end,
    CASE WHEN dated THEN 'date:weekday@published' ELSE '' END AS date_by,
    list_concat(
        [{'role': 'actor', 'code': actor, 'sector': 'GOV', 'name': actor || ' state',
            'office': CASE WHEN framed THEN '' ELSE office END, 'start_char': start_char,
            'end_char': start_char + 4 + draw(story_key, sequence, 28, 9), 'text': NULL,
            'decided_by': way}],
        CASE WHEN aimed THEN [{'role': 'recipient', 'code': recipient, 'sector': 'GOV',
            'name': recipient || ' state', 'office': '', 'start_char': start_char + 25,
            'end_char': start_char + 30 + draw(story_key, sequence, 29, 9), 'text': NULL,
            'decided_by': other_way}] ELSE [] END,
        CASE WHEN said THEN [{'role': 'speaker', 'code': actor, 'sector': 'GOV', 'name': speaker,
            'office': office, 'start_char': start_char + 60,
            'end_char': start_char + 70 + draw(story_key, sequence, 30, 9), 'text': NULL,
            'decided_by': 'offices'}] ELSE [] END
    ) AS parties,
    CASE WHEN placed THEN [{'start_char': start_char + 45, 'end_char': start_char + 52,
        'name': 'Town ' || draw(story_key, sequence, 31, 5000), 'country': actor,
        'latitude': draw(story_key, sequence, 31, 5000) / 100.0,
        'longitude': draw(story_key, sequence, 31, 5000) / 50.0,
        'geonames_id': draw(story_key, sequence, 31, 5000) * 977, 'admin1': '01',
        'precision': 'town', 'decided_by': 'gazetteer'}] ELSE [] END AS places,
    [] AS sizes,
    list_concat(
        [{'field': 'event', 'decided_by': 'head:events', 'start_char': start_char + trigger_at,
            'end_char': start_char + trigger_at + 4 + draw(story_key, sequence, 25, 6),
            'confidence': 0.6 + draw(story_key, sequence, 32, 400) / 1000}],
        CASE WHEN framed THEN [{'field': 'event', 'decided_by': frame,
            'start_char': start_char + trigger_at,
            'end_char': start_char + trigger_at + 4 + draw(story_key, sequence, 25, 6),
            'confidence': 0.6 + draw(story_key, sequence, 33, 400) / 1000}] ELSE [] END,
        [{'field': 'mode', 'decided_by': CASE WHEN framed THEN frame ELSE 'head:modes' END,
            'start_char': start_char + trigger_at,
            'end_char': start_char + trigger_at + 4 + draw(story_key, sequence, 25, 6),
            'confidence': 0.3 + draw(story_key, sequence, 34, 700) / 1000},
        {'field': 'actor', 'decided_by': 'slot:subject ' || way, 'start_char': start_char,
            'end_char': start_char + 4 + draw(story_key, sequence, 28, 9),
            'confidence': [0.85, 0.9, 1.0, 0.595][1 + draw(story_key, sequence, 35, 4)]}],
        CASE WHEN aimed THEN [{'field': 'recipient', 'decided_by': 'head:roles ' || other_way,
            'start_char': start_char + 25,
            'end_char': start_char + 30 + draw(story_key, sequence, 29, 9),
            'confidence': [0.85, 0.9, 1.0, 0.595][1 + draw(story_key, sequence, 36, 4)]}]
            ELSE [] END,
        CASE WHEN dated THEN [{'field': 'date', 'decided_by': 'date:weekday@published',
            'start_char': start_char + date_at, 'end_char': start_char + date_at + 7,
            'confidence': 0.9}] ELSE [] END,
        CASE WHEN said THEN [{'field': 'speakers', 'decided_by': 'rule:attribution',
            'start_char': start_char + 60,
            'end_char': start_char + 70 + draw(story_key, sequence, 30, 9), 'confidence': 0.85},
            {'field': 'speakers', 'decided_by': 'head:roles', 'start_char': start_char + 60,
            'end_char': start_char + 70 + draw(story_key, sequence, 30, 9), 'confidence': 0.85}]
            ELSE [] END,
        CASE WHEN placed THEN [{'field': 'place', 'decided_by': 'gazetteer',
            'start_char': start_char + 45, 'end_char': start_char + 52, 'confidence': 0.85}]
            ELSE [] END
    ) AS evidence,
    0.3 + draw(story_key, sequence, 37, 700) / 1000 AS confidence,
    CASE WHEN framed THEN 'head:events ' || frame ELSE 'head:events' END AS decided_by,
    '' AS standing, 1 AS born
FROM drawn ORDER BY mention_key;

CREATE TEMP TABLE made_blocks AS               -- what Outline.blocks gives for the mentions
WITH spans AS (
    SELECT *,
        CASE WHEN dated THEN day ELSE CAST(published - 5 AS DATE) END AS first,
        CASE WHEN dated THEN day ELSE published END AS last
    FROM drawn
), places AS (
    SELECT mention_key, actor AS code FROM drawn
    UNION SELECT mention_key, recipient FROM drawn WHERE aimed
)
SELECT
    h.week, h.hash AS block, first, last, actor_hash AS actor,
    CASE WHEN aimed THEN recipient_hash ELSE 0 END AS recipient, mention_key
FROM spans JOIN places USING (mention_key)
JOIN hashes h ON h.event = spans.event AND h.negated = (len(auxiliary) > 0) AND h.code = places.code
    AND h.week BETWEEN week_of(first) AND week_of(last)
ORDER BY mention_key;

CREATE TEMP TABLE grouped AS                  -- mentions of one event, pair and day are one event
SELECT
    min(mention_key) AS event_key, event, quad, score, actor,
    CASE WHEN aimed THEN recipient ELSE '' END AS other, auxiliary,
    CASE WHEN dated THEN day ELSE published END AS on_day,
    bool_or(dated) AS told, count(*) AS mentions, count(DISTINCT story_key) AS stories,
    min(published) AS first_report, max(published) AS last_report, list(mention_key) AS keys
FROM drawn GROUP BY ALL;

CREATE TEMP TABLE made_links AS
SELECT CAST(unnest(keys) AS INTEGER) AS mention_key, event_key, false AS placed, 1 AS born
FROM grouped ORDER BY mention_key;

-- Each mention that comes makes its event's row anew; the former one stays, dead.
CREATE TEMP TABLE made_events AS
SELECT
    event_key, identifier(event_key, 3) AS event_id, event, ['change'] AS modes,
    ['diplomatic'] AS contexts, auxiliary, [actor] AS actors,
    CASE other WHEN '' THEN [] ELSE [other] END AS recipients,
    CASE WHEN told THEN on_day END AS start_date, CASE WHEN told THEN on_day END AS end_date,
    CASE WHEN told THEN 'day' ELSE 'open' END AS date_precision, [] AS places, quad, score,
    CASE draw(event_key, 0, 40, 2) WHEN 0 THEN [] ELSE [n.name] END AS speakers,
    CAST(turn AS INTEGER) AS mentions, least(turn, stories) AS stories,
    least(turn, stories) AS clusters, first_report, last_report, '{}' AS differences,
    0.3 + draw(event_key, turn, 38, 7000) / 10000 AS confidence, 1 AS born,
    CASE WHEN turn < mentions THEN 1 END AS died
FROM (
    SELECT *, unnest(range(1, mentions + 1)) AS turn, draw(event_key, 0, 39, 8192) AS name_k
    FROM grouped
) JOIN names n ON n.k = name_k
ORDER BY keys[turn];

CREATE TEMP TABLE made_dyads AS
SELECT
    event_key, actors[1] AS actor, coalesce(recipients[1], '') AS recipient,
    coalesce(start_date, first_report) AS day, CASE WHEN start_date IS NOT NULL THEN 1 END AS days,
    event, quad, score, stories, clusters, confidence, born, died
FROM made_events WHERE len(auxiliary) = 0;
