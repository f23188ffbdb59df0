-- The record: stories, their sentences, mentions and figures, and the views that users query.
-- `record` holds the whole mention or figure as JSON; the columns beside it are for filters.

CREATE TABLE IF NOT EXISTS meta (
    key VARCHAR PRIMARY KEY,
    value VARCHAR NOT NULL
);

CREATE TABLE IF NOT EXISTS stories (
    story_id VARCHAR PRIMARY KEY,
    content_hash VARCHAR NOT NULL,    -- of title, date and sentences, whatever their order
    title VARCHAR NOT NULL,
    published DATE,
    published_at VARCHAR,             -- the moment with its time zone (ISO 8601), if known
    url VARCHAR NOT NULL,
    publisher VARCHAR NOT NULL,
    syndicated BOOLEAN NOT NULL,
    ordered BOOLEAN NOT NULL,         -- whether the sentences stand in the story's own order
    text VARCHAR NOT NULL,            -- sentences, one a line; offsets refer to this
    origin VARCHAR NOT NULL,          -- the file it was read from
    read_at TIMESTAMP NOT NULL,
    version VARCHAR NOT NULL          -- of diurna, its weights and codebook
);

CREATE TABLE IF NOT EXISTS sentences (
    story_id VARCHAR NOT NULL,
    sequence INTEGER NOT NULL,        -- 1 for the first sentence of the file
    start_char INTEGER NOT NULL,
    end_char INTEGER NOT NULL,
    text VARCHAR NOT NULL,
    boilerplate BOOLEAN NOT NULL,
    PRIMARY KEY (story_id, sequence)
);

CREATE TABLE IF NOT EXISTS mentions (
    mention_id VARCHAR PRIMARY KEY,
    event_id VARCHAR NOT NULL,
    story_id VARCHAR NOT NULL,
    sequence INTEGER NOT NULL,
    event VARCHAR NOT NULL,           -- PLOVER event
    modes VARCHAR[] NOT NULL,
    contexts VARCHAR[] NOT NULL,
    auxiliary VARCHAR[] NOT NULL,     -- historical, future, hypothetical, negation
    quad_code INTEGER NOT NULL,       -- 1 verbal cooperation … 4 material conflict
    event_scale DOUBLE NOT NULL,      -- PLOVER score, -10 to +10
    actors VARCHAR[] NOT NULL,        -- codes
    recipients VARCHAR[] NOT NULL,    -- codes
    speakers VARCHAR[] NOT NULL,      -- names, from the inner to the outer
    speaker_codes VARCHAR[] NOT NULL,
    start_date DATE,                  -- of the event; empty where the text is silent
    end_date DATE,
    date_precision VARCHAR NOT NULL,
    event_text VARCHAR NOT NULL,      -- the trigger
    confidence DOUBLE NOT NULL,
    record JSON NOT NULL
);

CREATE TABLE IF NOT EXISTS figures (
    figure_id VARCHAR PRIMARY KEY,
    story_id VARCHAR NOT NULL,
    sequence INTEGER NOT NULL,
    measure VARCHAR NOT NULL,
    value DOUBLE NOT NULL,
    unit VARCHAR NOT NULL,            -- ISO 4217 code, % or a noun
    about VARCHAR[] NOT NULL,         -- codes
    record JSON NOT NULL
);

CREATE OR REPLACE VIEW events AS
SELECT
    event_id,
    any_value(event) AS event,
    list_sort(list_distinct(flatten(list(modes)))) AS modes,
    list_sort(list_distinct(flatten(list(actors)))) AS actors,
    list_sort(list_distinct(flatten(list(recipients)))) AS recipients,
    list_sort(list_distinct(flatten(list(auxiliary)))) AS auxiliary,
    max(start_date) AS start_date,
    min(end_date) AS end_date,
    any_value(quad_code) AS quad_code,
    avg(event_scale) AS event_scale,
    list_sort(list_distinct(flatten(list(speakers)))) AS speakers,
    count(*) AS mentions,
    count(DISTINCT mentions.story_id) AS stories,
    min(published) AS first_report,
    max(published) AS last_report
FROM mentions JOIN stories USING (story_id)
GROUP BY event_id;
