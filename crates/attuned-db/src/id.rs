use uuid::Uuid;

/// A new id: 36 characters, later ids sort after earlier ones (UUID version 7, RFC 9562), so that an index on ids
/// grows at its end.
pub fn new_id() -> String {
    Uuid::now_v7().to_string()
}
