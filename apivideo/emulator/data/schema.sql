CREATE TABLE documents (      -- one row an object: a video, an upload token, ...
    sequence INTEGER PRIMARY KEY AUTOINCREMENT,
    kind TEXT NOT NULL,
    id TEXT NOT NULL,
    document TEXT NOT NULL,
    UNIQUE (kind, id)
);
CREATE INDEX documents_in_order ON documents (kind, sequence);
CREATE TABLE sources (        -- where the bytes of a video come from, from the first part on
    video_id TEXT PRIMARY KEY,
    origin TEXT NOT NULL,     -- upload, download, copy
    address TEXT,             -- of a download
    unit TEXT,                -- part, bytes; null for a plain upload
    total INTEGER,            -- parts or bytes, once known
    completed_at REAL,        -- null while parts are missing
    failed INTEGER NOT NULL DEFAULT 0, -- 1 when it can never be played
    encoded INTEGER NOT NULL DEFAULT 0, -- 1 when somebody has ended its encoding by hand
    followed INTEGER NOT NULL DEFAULT 0  -- 1 when all that follows from its encoding has happened
);
CREATE INDEX unfollowed ON sources (video_id) WHERE followed = 0 AND completed_at IS NOT NULL;
CREATE TABLE parts (         -- one file of bytes each
    video_id TEXT NOT NULL,
    first INTEGER NOT NULL,   -- part number, or first byte
    last INTEGER NOT NULL,    -- the same part number, or last byte
    size INTEGER NOT NULL,
    file TEXT NOT NULL,
    PRIMARY KEY (video_id, first)
);
CREATE TABLE credentials (    -- access and refresh tokens; only their digests
    digest TEXT PRIMARY KEY,
    kind TEXT NOT NULL,
    expires_at REAL
);
CREATE TABLE secrets (name TEXT PRIMARY KEY, value TEXT NOT NULL);
CREATE TABLE attachments (    -- small files: captions, chapters, pictures
    owner TEXT NOT NULL,      -- id of the object they belong to
    name TEXT NOT NULL,       -- captions/en, thumbnail, ...
    file TEXT NOT NULL,
    size INTEGER NOT NULL,
    content_type TEXT NOT NULL,
    PRIMARY KEY (owner, name)
);
CREATE TABLE announced (      -- the outputs of a video that webhooks were told of
    video_id TEXT NOT NULL,
    type TEXT NOT NULL,
    quality TEXT NOT NULL,
    PRIMARY KEY (video_id, type, quality)
);
CREATE TABLE deliveries (     -- events for webhooks
    number INTEGER PRIMARY KEY AUTOINCREMENT,
    webhook_id TEXT NOT NULL,
    body BLOB NOT NULL,
    attempts INTEGER NOT NULL DEFAULT 0,
    due_at REAL NOT NULL,     -- of the next attempt
    done INTEGER NOT NULL DEFAULT 0, -- 1 when it was delivered or given up
    status INTEGER,           -- of the response to the last attempt
    reason TEXT,              -- why the last attempt failed
    response TEXT             -- the beginning of the body of its response
);
CREATE TABLE sessions (       -- somebody watching something
    session_id TEXT PRIMARY KEY,
    media_id TEXT NOT NULL,
    started_at REAL NOT NULL,
    ended_at REAL NOT NULL,   -- the last sign of life so far
    details TEXT NOT NULL     -- the viewer, as JSON
);
CREATE INDEX sessions_in_time ON sessions (started_at);
CREATE INDEX sessions_of_media ON sessions (media_id, started_at);
