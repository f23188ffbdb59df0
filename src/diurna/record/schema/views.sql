-- What users meet: the current state, or the state at a time where `alive(x)` is read so.
-- Lists are in order; an empty date means that no text tells it.

CREATE VIEW stories AS
SELECT
    s.story_id, s.version, s.title, s.published, s.url, s.publisher, s.agency, s.syndicated,
    s.ordered, s.text, s.origin, s.content_hash,
    f.story_id AS cluster_id,         -- the earliest of the story's copies, itself if it has none
    c.similarity,                     -- to its nearest copy; 1 for a story without copies
    r.made_at AS recorded, k.version AS coded_by, s.story_key
FROM base.stories s
JOIN base.revisions r ON r.revision = s.born
LEFT JOIN base.copies c ON c.story_key = s.story_key AND alive(c)
LEFT JOIN base.stories f ON f.story_key = c.cluster_key
LEFT JOIN base.codings k ON k.story_key = s.story_key AND alive(k)
WHERE alive(s);

CREATE VIEW versions AS               -- every version of every story that the record ever held
SELECT
    s.story_id, s.version, s.title, s.published, s.url, s.publisher, s.text,
    b.made_at AS recorded, d.made_at AS superseded, d.reason
FROM base.stories s
JOIN base.revisions b ON b.revision = s.born
LEFT JOIN base.revisions d ON d.revision = s.died;

CREATE VIEW clusters AS               -- stories printed by several: copies count once
SELECT
    f.story_id AS cluster_id, f.title, min(s.published) AS first_published, count(*) AS copies,
    list_sort(list(DISTINCT s.publisher)) AS publishers,
    coalesce(mode(nullif(s.agency, '')), '') AS agency
FROM base.copies c
JOIN base.stories s ON s.story_key = c.story_key
JOIN base.stories f ON f.story_key = c.cluster_key
WHERE alive(c) AND alive(s)
GROUP BY ALL;

CREATE VIEW sentences AS
SELECT
    s.story_id, n.sequence, n.start_char, n.end_char,
    substring(s.text, n.start_char + 1, n.end_char - n.start_char) AS text, n.boilerplate
FROM base.sentences n
JOIN base.stories s ON s.story_key = n.story_key
WHERE alive(n) AND alive(s);

CREATE VIEW mentions AS
SELECT
    m.mention_id, e.mention_id AS event_id, s.story_id, m.sequence, m.event, m.modes, m.contexts,
    m.auxiliary, m.quad AS quad_code, m.score AS event_scale,
    [p.code for p in m.parties if p.role = 'actor'] AS actors,
    [p.code for p in m.parties if p.role = 'recipient'] AS recipients,
    [coalesce(nullif(p.name, ''), p.text, substring(s.text, p.start_char + 1, p.end_char - p.start_char))
        for p in m.parties if p.role = 'speaker'] AS speakers,    -- inner first
    [p.code for p in m.parties if p.role = 'speaker'] AS speaker_codes,
    m.start_date, m.end_date, m.date_precision, m.date_by,
    [p.name for p in m.places] AS places,
    substring(s.text, m.trigger_start + 1, m.trigger_end - m.trigger_start) AS event_text,
    s.published, s.publisher, m.confidence, m.decided_by, m.mention_key, l.event_key, m.story_key
FROM base.mentions m
JOIN base.stories s ON s.story_key = m.story_key
LEFT JOIN base.links l ON l.mention_key = m.mention_key AND alive(l)
LEFT JOIN base.mentions e ON e.mention_key = l.event_key
WHERE alive(m);

CREATE VIEW events AS
SELECT
    event_id, event, modes, actors, recipients, auxiliary, start_date, end_date, date_precision,
    places, contexts, quad AS quad_code, score AS event_scale, speakers,
    mentions, stories, clusters,      -- reports, printed stories, independent ones: never one count
    first_report, last_report, differences, confidence, event_key
FROM base.events e
WHERE alive(e);

CREATE VIEW dyads AS                  -- events as done by ordered pair: what series count
SELECT
    d.actor, d.recipient, d.day,      -- the first report's day where no text tells one
    d.days,                           -- length of the interval that texts tell; empty for none
    d.event, d.quad AS quad_code, d.score AS event_scale, d.stories, d.clusters, d.confidence, d.event_key
FROM base.dyads d
WHERE alive(d);

CREATE VIEW relations AS              -- how one event bears on another
SELECT a.mention_id AS event_id, x.relation, b.mention_id AS other_id
FROM base.relations x
JOIN base.mentions a ON a.mention_key = x.event_key
JOIN base.mentions b ON b.mention_key = x.other_key
WHERE alive(x);

CREATE VIEW figures AS
SELECT
    f.figure_id, s.story_id, f.sequence, f.measure, f.value, f.unit, f.about, f.record, f.story_key
FROM base.figures f
JOIN base.stories s ON s.story_key = f.story_key
WHERE alive(f);

CREATE VIEW actors AS                 -- everybody that events name, most often named first
SELECT
    p.code, mode(p.sector) AS sector,
    mode(nullif(p.name, '')) AS name,
    count(*) FILTER (p.role = 'actor') AS as_actor,
    count(*) FILTER (p.role = 'recipient') AS as_recipient,
    count(*) FILTER (p.role = 'speaker') AS as_speaker,
    min(s.published) AS first_report, max(s.published) AS last_report
FROM base.mentions m
JOIN base.stories s ON s.story_key = m.story_key, unnest(m.parties) AS u(p)
WHERE alive(m)
GROUP BY p.code
ORDER BY count(*) DESC, p.code;
