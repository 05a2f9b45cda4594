//! The lock file names versions and hashes, and leaves it to the reader's own npm where they come from.

const LOCK: &str = include_str!("../../package-lock.json");

#[test]
fn the_lock_file_names_no_registry() {
    assert!(LOCK.contains("\"integrity\": \"sha512-"));
    assert!(
        !LOCK.contains("\"resolved\""),
        "run npm install with --omit-lockfile-registry-resolved"
    );
}
