//! A throwaway PostgreSQL: started by the first test of a program that needs it, ended and removed with the program.

use std::net::TcpListener;
use std::path::PathBuf;
use std::process::{Child, Command, Stdio};
use std::sync::OnceLock;
use std::time::Duration;
use std::{env, fs, process, thread};

/// Where test databases are made: an address without the name of a database.
pub fn server() -> &'static str {
    static SERVER: OnceLock<String> = OnceLock::new();
    SERVER.get_or_init(|| match env::var("ATTUNED_TEST_POSTGRES") {
        Ok(given) => given.trim_end_matches('/').to_owned(),
        Err(_) => start(),
    })
}

fn tools() -> PathBuf {
    let installed = fs::read_dir("/usr/lib/postgresql")
        .into_iter()
        .flatten()
        .flatten();
    let mut folders: Vec<PathBuf> = installed
        .map(|entry| entry.path().join("bin"))
        .filter(|bin| bin.join("initdb").exists())
        .collect();
    folders.sort();
    folders.pop().expect("PostgreSQL is not installed. On Debian: apt-get install postgresql; or name a server in ATTUNED_TEST_POSTGRES")
}

fn start() -> String {
    let folder = env::temp_dir().join(format!("attuned-postgres-{}", process::id()));
    let _ = fs::remove_dir_all(&folder);
    let port = TcpListener::bind("127.0.0.1:0")
        .and_then(|listener| listener.local_addr())
        .expect("a free port")
        .port();
    let bin = tools();
    // PostgreSQL refuses to run as root, so root borrows the user that the package made. The last line waits until this
    // program ends and its pipe closes: no server outlives its tests, however they end.
    let script = format!(
        "set -e; export LC_ALL=C; mkdir -p '{folder}'; '{bin}/initdb' -D '{folder}/data' -U attuned -A trust --no-sync -E UTF8 --locale=C >'{folder}/log' 2>&1; \
         '{bin}/postgres' -D '{folder}/data' -p {port} -k '{folder}' -c listen_addresses=127.0.0.1 -c fsync=off -c synchronous_commit=off \
         -c full_page_writes=off -c max_connections=200 -c shared_buffers=64MB >>'{folder}/log' 2>&1 & server=$!; \
         read -r _ || true; kill -INT $server; wait $server || true; rm -rf '{folder}'",
        folder = folder.display(),
        bin = bin.display(),
    );
    let is_root = fs::metadata("/proc/self")
        .is_ok_and(|about| std::os::unix::fs::MetadataExt::uid(&about) == 0);
    let mut command = if is_root {
        let mut command = Command::new("runuser");
        command.args(["-u", "postgres", "--", "sh", "-c", &script]);
        command
    } else {
        let mut command = Command::new("sh");
        command.args(["-c", &script]);
        command
    };
    let child = command
        .stdin(Stdio::piped())
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()
        .expect("a shell");
    // Kept to the end of the program: dropping it would close the pipe and end the server.
    static KEPT: OnceLock<Child> = OnceLock::new();
    let _ = KEPT.set(child);
    for _ in 0..200 {
        if std::net::TcpStream::connect(("127.0.0.1", port)).is_ok() {
            return format!("postgres://attuned@127.0.0.1:{port}");
        }
        thread::sleep(Duration::from_millis(50));
    }
    panic!(
        "PostgreSQL did not start; its log: {}",
        fs::read_to_string(folder.join("log")).unwrap_or_default()
    );
}
