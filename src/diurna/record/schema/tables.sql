-- The tables of the record, all in the schema `base`; users meet the views of views.sql.
--
-- Nothing is overwritten. Each row is born in a revision (one transaction) and, when something
-- takes its place, dies in another; `revisions` has the time of both and the reason. What the
-- record knew at a time are the rows alive in the last revision before it. A key is the record's
-- own number for a row, an identifier (…_id) the same in every record. Empty means not known.

CREATE SCHEMA base;

CREATE TABLE base.meta (
    name VARCHAR NOT NULL,            -- schema
    value VARCHAR NOT NULL
);

CREATE TABLE base.runs (              -- a command or program that wrote
    run INTEGER NOT NULL,
    began TIMESTAMP NOT NULL,         -- UTC, as all times
    command VARCHAR NOT NULL,
    version VARCHAR NOT NULL          -- of diurna, its weights and the codebook
);

CREATE TABLE base.revisions (         -- a transaction
    revision INTEGER NOT NULL,
    run INTEGER NOT NULL,
    made_at TIMESTAMP NOT NULL,
    reason VARCHAR NOT NULL           -- read, recode, review, import, migrate
);

CREATE TABLE base.stories (           -- every version of every story
    story_key INTEGER NOT NULL,       -- of the version
    story_id VARCHAR NOT NULL,
    version INTEGER NOT NULL,         -- 1 for the first
    content_hash VARCHAR NOT NULL,    -- of title, date and sentences, whatever their order
    title VARCHAR NOT NULL,
    published DATE,
    published_at VARCHAR,             -- the moment with its time zone (ISO 8601), where known
    url VARCHAR NOT NULL,
    publisher VARCHAR NOT NULL,
    agency VARCHAR NOT NULL,          -- the agency that the text credits
    syndicated BOOLEAN NOT NULL,
    ordered BOOLEAN NOT NULL,         -- whether the sentences stand in the story's own order
    text VARCHAR NOT NULL,
    paragraphs STRUCT(start_char INTEGER, end_char INTEGER, line INTEGER, boilerplate BOOLEAN)[]
        NOT NULL,
    origin VARCHAR NOT NULL,          -- the file it was read from
    born INTEGER NOT NULL,
    died INTEGER
);

CREATE TABLE base.codings (           -- which version of Diurna coded a story
    story_key INTEGER NOT NULL,
    version VARCHAR NOT NULL,
    born INTEGER NOT NULL,
    died INTEGER
);

CREATE TABLE base.copies (            -- which cluster of copies a story belongs to
    story_key INTEGER NOT NULL,
    cluster_key INTEGER NOT NULL,     -- the story_key of the fullest telling
    similarity FLOAT NOT NULL,        -- share of the shorter one's shingles in the fullest, 0 to 1
    born INTEGER NOT NULL,
    died INTEGER
);

CREATE TABLE base.bands (             -- index: sentences' MinHash bands, by week of publication
    week SMALLINT NOT NULL,
    band UINTEGER NOT NULL,
    story_key INTEGER NOT NULL
);

CREATE TABLE base.sentences (
    story_key INTEGER NOT NULL,
    sequence SMALLINT NOT NULL,       -- 1 for the first sentence of the file
    start_char INTEGER NOT NULL,      -- into the story's text, `end_char` exclusive
    end_char INTEGER NOT NULL,
    boilerplate BOOLEAN NOT NULL,
    born INTEGER NOT NULL,
    died INTEGER
);

CREATE TABLE base.mentions (
    mention_key INTEGER NOT NULL,
    story_key INTEGER NOT NULL,
    mention_id VARCHAR NOT NULL,
    sequence SMALLINT NOT NULL,       -- of its sentence
    trigger_start INTEGER NOT NULL,
    trigger_end INTEGER NOT NULL,
    event VARCHAR NOT NULL,
    modes VARCHAR[] NOT NULL,
    contexts VARCHAR[] NOT NULL,
    auxiliary VARCHAR[] NOT NULL,
    quad UTINYINT NOT NULL,
    score FLOAT NOT NULL,
    cameo VARCHAR NOT NULL,
    start_date DATE,
    end_date DATE,
    date_precision VARCHAR NOT NULL,
    date_start INTEGER,               -- the words of the date
    date_end INTEGER,
    date_by VARCHAR NOT NULL,
    parties STRUCT(
        role VARCHAR,                 -- actor, recipient, speaker (inner first), initiator
        code VARCHAR, sector VARCHAR, name VARCHAR, office VARCHAR,
        start_char INTEGER, end_char INTEGER,
        text VARCHAR,                 -- only where the span does not tell it
        decided_by VARCHAR
    )[] NOT NULL,
    places STRUCT(
        start_char INTEGER, end_char INTEGER, name VARCHAR, country VARCHAR, latitude DOUBLE,
        longitude DOUBLE, geonames_id INTEGER, admin1 VARCHAR, precision VARCHAR, decided_by VARCHAR
    )[] NOT NULL,
    sizes STRUCT(
        harm VARCHAR, value DOUBLE, approximation VARCHAR, start_char INTEGER, end_char INTEGER
    )[] NOT NULL,
    quotes JSON,                      -- spans in quotation marks with their speakers
    evidence STRUCT(
        field VARCHAR, decided_by VARCHAR, start_char INTEGER, end_char INTEGER, confidence FLOAT
    )[] NOT NULL,
    confidence FLOAT NOT NULL,
    decided_by VARCHAR NOT NULL,
    standing VARCHAR NOT NULL,        -- rejected, confirmed, edited by a user; else empty
    machine JSON,                     -- what was coded, where a user decided otherwise
    born INTEGER NOT NULL,
    died INTEGER
);

CREATE TABLE base.figures (
    story_key INTEGER NOT NULL,
    figure_id VARCHAR NOT NULL,
    sequence SMALLINT NOT NULL,
    measure VARCHAR NOT NULL,
    value DOUBLE NOT NULL,
    unit VARCHAR NOT NULL,            -- ISO 4217 code, % or a noun
    about VARCHAR[] NOT NULL,         -- codes
    record JSON NOT NULL,             -- the whole figure
    born INTEGER NOT NULL,
    died INTEGER
);

CREATE TABLE base.links (             -- which event a mention speaks of
    mention_key INTEGER NOT NULL,
    event_key INTEGER NOT NULL,       -- the mention_key of the event's core
    placed BOOLEAN NOT NULL,          -- by a user's decision
    born INTEGER NOT NULL,
    died INTEGER
);

CREATE TABLE base.blocks (            -- index: where mentions of one event may be, by week
    week SMALLINT NOT NULL,
    block UINTEGER NOT NULL,          -- hash of event, auxiliary modes and one code or place
    first DATE NOT NULL,              -- the days on which its event may lie
    last DATE NOT NULL,
    actor UINTEGER NOT NULL,          -- hash of its only actor; 0 for none, 1 for several
    recipient UINTEGER NOT NULL,      -- the same of its recipient
    mention_key INTEGER NOT NULL
);

CREATE TABLE base.events (
    event_key INTEGER NOT NULL,
    event_id VARCHAR NOT NULL,        -- the identifier of its core mention
    event VARCHAR NOT NULL,
    modes VARCHAR[] NOT NULL,
    contexts VARCHAR[] NOT NULL,
    auxiliary VARCHAR[] NOT NULL,
    actors VARCHAR[] NOT NULL,
    recipients VARCHAR[] NOT NULL,
    start_date DATE,
    end_date DATE,
    date_precision VARCHAR NOT NULL,
    places VARCHAR[] NOT NULL,
    quad UTINYINT NOT NULL,
    score FLOAT NOT NULL,
    speakers VARCHAR[] NOT NULL,
    mentions INTEGER NOT NULL,
    stories INTEGER NOT NULL,
    clusters INTEGER NOT NULL,        -- independent ones: copies count once
    first_report DATE,
    last_report DATE,
    differences JSON NOT NULL,        -- what tellings say differently: dates, sizes, actors
    confidence FLOAT NOT NULL,
    born INTEGER NOT NULL,
    died INTEGER
);

CREATE TABLE base.dyads (             -- events by ordered pair, for series
    event_key INTEGER NOT NULL,
    actor VARCHAR NOT NULL,
    recipient VARCHAR NOT NULL,
    day DATE,                         -- first day of the event; the first report's where open
    days INTEGER,                     -- length of the interval that texts tell; empty for none
    event VARCHAR NOT NULL,
    quad UTINYINT NOT NULL,
    score FLOAT NOT NULL,
    stories INTEGER NOT NULL,
    clusters INTEGER NOT NULL,
    confidence FLOAT NOT NULL,
    born INTEGER NOT NULL,
    died INTEGER
);

CREATE TABLE base.decisions (         -- what users decided, apart from what the machine did
    decision_id VARCHAR NOT NULL,
    kind VARCHAR NOT NULL,            -- reject, confirm, edit, merge, part
    story_id VARCHAR NOT NULL,
    spot VARCHAR NOT NULL,            -- of the mention: its story, its sentence and its trigger
    mention_id VARCHAR NOT NULL,      -- as it was when the decision was made
    other_story_id VARCHAR NOT NULL,  -- of the mention to merge with
    other_spot VARCHAR NOT NULL,
    changes JSON NOT NULL,            -- of an edit: field and value
    by_whom VARCHAR NOT NULL,
    note VARCHAR NOT NULL,
    made_at TIMESTAMP NOT NULL,
    born INTEGER NOT NULL,
    died INTEGER
);

CREATE TABLE base.foreign_events (    -- what other data sets have, imported beside our own
    foreign_key INTEGER NOT NULL,
    format VARCHAR NOT NULL,          -- gdelt, icews, polecat, plover
    foreign_id VARCHAR NOT NULL,      -- theirs
    part VARCHAR NOT NULL,            -- the pair, where rows of theirs share an identifier
    day DATE NOT NULL,
    actor VARCHAR NOT NULL,           -- our code: --- where theirs names nobody we know
    actor_sector VARCHAR NOT NULL,
    actor_name VARCHAR NOT NULL,
    actor_given VARCHAR NOT NULL,     -- their code
    recipient VARCHAR NOT NULL,
    recipient_sector VARCHAR NOT NULL,
    recipient_name VARCHAR NOT NULL,
    recipient_given VARCHAR NOT NULL,
    code VARCHAR NOT NULL,            -- the event as given: CAMEO's code or PLOVER's event
    event VARCHAR NOT NULL,           -- PLOVER's, empty where it has none
    modes VARCHAR[] NOT NULL,
    quad UTINYINT NOT NULL,
    score FLOAT,
    mentions INTEGER NOT NULL,
    sources INTEGER NOT NULL,
    story VARCHAR NOT NULL,           -- URL or identifier of a story
    origin VARCHAR NOT NULL,          -- the file
    content UBIGINT NOT NULL,         -- hash of the row: whether a later file says otherwise
    born INTEGER NOT NULL,
    died INTEGER
);
