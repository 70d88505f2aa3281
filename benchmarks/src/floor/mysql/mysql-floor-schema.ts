/** The same tables as on SQLite. Keys are binary: text collations merge ids. */
export const mysqlFloorSchema = `
  CREATE TABLE IF NOT EXISTS sources (id INT PRIMARY KEY, seq BIGINT NOT NULL, documents INT NOT NULL) ENGINE=InnoDB;
  CREATE TABLE IF NOT EXISTS slices (id INT PRIMARY KEY, cursor_json LONGTEXT, token INT NOT NULL, heartbeat INT NOT NULL) ENGINE=InnoDB;
  CREATE TABLE IF NOT EXISTS documents (
    id BIGINT AUTO_INCREMENT PRIMARY KEY, data_source_id INT NOT NULL, id_key BINARY(16) NOT NULL, fingerprint BINARY(16),
    native_id VARBINARY(2048) NOT NULL, parent_key BINARY(16), container TINYINT NOT NULL, deleted_at BIGINT, version TEXT,
    title LONGTEXT NOT NULL, size BIGINT, modified_at BIGINT, content_hash BINARY(32), seq BIGINT NOT NULL,
    created_at BIGINT NOT NULL, updated_at BIGINT NOT NULL,
    UNIQUE documents_key (data_source_id, id_key), UNIQUE documents_seq (data_source_id, seq)) ENGINE=InnoDB CHARSET=utf8mb4;
  CREATE TABLE IF NOT EXISTS bodies (document_id BIGINT PRIMARY KEY, markdown LONGTEXT NOT NULL) ENGINE=InnoDB CHARSET=utf8mb4;
  CREATE TABLE IF NOT EXISTS placements (
    slice_id INT NOT NULL, document_id BIGINT NOT NULL, state TINYINT NOT NULL, parent_key BINARY(16),
    PRIMARY KEY (slice_id, document_id), KEY placements_document (document_id),
    KEY placements_parent (slice_id, parent_key)) ENGINE=InnoDB;
  CREATE TABLE IF NOT EXISTS seen_marks (
    slice_id INT NOT NULL, chunk INT NOT NULL, bits VARBINARY(1024) NOT NULL, PRIMARY KEY (slice_id, chunk)) ENGINE=InnoDB;
  INSERT IGNORE INTO sources VALUES (1, 0, 0);
  INSERT IGNORE INTO slices VALUES (1, NULL, 1, 0);
`;
