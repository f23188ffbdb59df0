-- Brings a record of schema 2 to schema 3, after tables.sql: the stories come along, and what was
-- read from them is read anew by `diurna recode`.

INSERT INTO base.runs VALUES (1, now() AT TIME ZONE 'UTC', 'migrate', '');
INSERT INTO base.revisions VALUES (1, 1, now() AT TIME ZONE 'UTC', 'migrate');

INSERT INTO base.stories
SELECT
    row_number() OVER (ORDER BY o.read_at, o.story_id), o.story_id, 1, o.content_hash, o.title,
    o.published, NULL, o.url, o.publisher, '', o.syndicated, o.ordered, o.text,
    list_transform(
        string_split(o.text, chr(10)),
        lambda line, k: {
            'start_char': (len(list_aggregate(o.lines[1:k - 1], 'string_agg', chr(10)))
                + CASE WHEN k > 1 THEN 1 ELSE 0 END)::INTEGER,
            'end_char': (len(list_aggregate(o.lines[1:k], 'string_agg', chr(10))))::INTEGER,
            'line': (k + 3)::INTEGER,
            'boilerplate': coalesce(
                list_contains(o.boilerplate, line), false)
        }
    ),
    o.origin, 1, NULL
FROM (
    SELECT s.*, string_split(s.text, chr(10)) AS lines,
        (SELECT list(n.text) FROM main.sentences n
         WHERE n.story_id = s.story_id AND n.boilerplate) AS boilerplate
    FROM main.stories s
) o;

DROP VIEW main.events;
DROP TABLE main.figures;
DROP TABLE main.mentions;
DROP TABLE main.sentences;
DROP TABLE main.stories;
DROP TABLE main.meta;
