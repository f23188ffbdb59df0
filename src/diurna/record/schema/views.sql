-- What users meet: the current state, or the state at a time where `alive(x)` is read so.
-- Lists are in order; an empty date means that no text tells it.

CREATE VIEW stories AS
SELECT
    s.story_id, s.version, s.title, s.published, s.published_at, s.url, s.publisher, s.agency,
    s.syndicated, s.ordered, s.text, s.origin, s.content_hash,
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
    substring(s.text, n.start_char + 1, n.end_char - n.start_char) AS text, n.boilerplate,
    n.story_key
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
    m.confidence, m.decided_by, m.standing, m.mention_key, l.event_key,
    m.story_key
FROM base.mentions m
JOIN base.stories s ON s.story_key = m.story_key
LEFT JOIN base.links l ON l.mention_key = m.mention_key AND alive(l)
LEFT JOIN base.mentions e ON e.mention_key = l.event_key
WHERE alive(m) AND m.standing <> 'rejected';

CREATE VIEW decisions AS              -- of users, on mentions
SELECT
    decision_id, kind, mention_id, changes, by_whom, note, made_at, story_id, spot, other_story_id,
    other_spot
FROM base.decisions d
WHERE alive(d);

CREATE VIEW events AS
SELECT
    event_id, event, modes, actors, recipients, auxiliary, start_date, end_date, date_precision,
    places, contexts, quad AS quad_code, score AS event_scale, speakers,
    mentions, stories, clusters,      -- reports, printed stories, independent ones: never one count
    first_report, last_report, differences, confidence, event_key
FROM base.events e
WHERE alive(e);

CREATE VIEW relations AS              -- how a denied, supposed or announced event bears on another
WITH told AS (
    SELECT
        event_key, event_id, event, modes, start_date, end_date, first_report, last_report,
        list_filter(list_concat(actors, recipients), lambda c: c <> '---') AS parties,
        CASE
            WHEN list_contains(auxiliary, 'negation') THEN 'denies'
            WHEN list_contains(auxiliary, 'hypothetical') THEN 'supposes'
            WHEN list_contains(auxiliary, 'future') OR event = 'AGREE' THEN 'announces'
        END AS relation,
        len(list_intersect(auxiliary, ['negation', 'hypothetical', 'future'])) = 0 AS asserted
    FROM base.events e
    WHERE alive(e)
)
SELECT a.event_id, a.relation, b.event_id AS other_id
FROM told a
JOIN told b ON b.asserted AND b.event_key <> a.event_key
    -- Meetings, cooperation and aid that are promised are AGREE (the PLOVER manual).
    AND (b.event = a.event AND a.event <> 'AGREE' OR a.event = 'AGREE' AND a.relation = 'announces'
        AND b.event IN ('CONSULT', 'COOPERATE', 'AID'))
    AND (a.event = 'AGREE' OR len(a.modes) = 0 OR len(b.modes) = 0 OR list_has_any(a.modes, b.modes))
    AND len(a.parties) > 0 AND len(b.parties) > 0
    AND (list_has_all(a.parties, b.parties) OR list_has_all(b.parties, a.parties))
    AND (a.start_date IS NULL OR b.start_date IS NULL
        OR a.start_date <= b.end_date + 1 AND b.start_date <= a.end_date + 1)
    AND CASE a.relation
        WHEN 'announces' THEN coalesce(b.end_date, b.last_report) >= a.first_report
            AND (a.start_date IS NOT NULL OR b.first_report <= a.last_report + 14)
        ELSE abs(b.first_report - a.first_report) <= 10
    END
WHERE a.relation IS NOT NULL
QUALIFY row_number() OVER (
    PARTITION BY a.event_id
    ORDER BY abs(coalesce(b.start_date, b.first_report) - coalesce(a.start_date, a.first_report)),
        b.event_id
) = 1;

CREATE VIEW dyads AS                  -- events as done by ordered pair: what series count
SELECT
    d.actor, d.recipient, d.day,      -- the first report's day where no text tells one
    d.days,                           -- length of the interval that texts tell; empty for none
    d.event, d.quad AS quad_code, d.score AS event_scale, d.stories, d.clusters, d.confidence, d.event_key
FROM base.dyads d
WHERE alive(d);

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
WHERE alive(m) AND m.standing <> 'rejected'
GROUP BY p.code
ORDER BY count(*) DESC, p.code;

CREATE VIEW foreign_events AS         -- events of other data sets, in our codes
SELECT
    format, foreign_id, part, day, actor, actor_sector, actor_name, actor_given, recipient,
    recipient_sector, recipient_name, recipient_given, code, event, modes, quad AS quad_code,
    score AS event_scale, mentions, sources, story, origin
FROM base.foreign_events x
WHERE alive(x);
