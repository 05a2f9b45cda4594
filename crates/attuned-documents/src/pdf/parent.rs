//! Starts the child, feeds it and waits no longer than the limit.

use std::io::{Read, Write};
use std::path::Path;
use std::process::{Child, Command, ExitStatus, Stdio};
use std::sync::mpsc;
use std::thread;
use std::time::Duration;

use super::{ARGUMENT, Reply, Request, SEEMS};
use crate::{Document, Limits, Problem};

/// Reads a PDF by starting `program` with [`ARGUMENT`]. The child is killed when `limits.time` is over, and holds itself to
/// `limits.memory_bytes`.
pub fn read_in_child(program: &Path, bytes: &[u8], limits: &Limits) -> Result<Document, Problem> {
    let unavailable = |what: &str| Problem::ReaderUnavailable {
        what: what.to_owned(),
    };
    let mut child = Command::new(program)
        .arg(ARGUMENT)
        .env_clear()
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .map_err(|error| unavailable(&error.to_string()))?;
    let answer = talk(&mut child, bytes, limits);
    let status = end(&mut child);
    let answer = answer?;
    match serde_json::from_slice(&answer) {
        Ok(Reply::Document(document)) => Ok(document),
        Ok(Reply::Encrypted) => Err(Problem::Encrypted { seems: SEEMS }),
        Ok(Reply::NoWords) => Err(Problem::NoWords { seems: SEEMS }),
        Ok(Reply::Damaged(what)) => Err(Problem::Damaged { seems: SEEMS, what }),
        Ok(Reply::TooLarge(what)) => Err(Problem::TooLarge { seems: SEEMS, what }),
        // An orderly end without an answer is a program that does not know the argument.
        Err(_) if status.is_ok_and(|status| status.success()) => {
            Err(unavailable("it gave no answer"))
        }
        Err(_) => Err(Problem::Damaged {
            seems: SEEMS,
            what: "reading it ended early, or needed more memory than we allow".to_owned(),
        }),
    }
}

/// Waits a moment for a child that has closed its output, then stops it.
fn end(child: &mut Child) -> std::io::Result<ExitStatus> {
    for _ in 0..100 {
        if let Some(status) = child.try_wait()? {
            return Ok(status);
        }
        thread::sleep(Duration::from_millis(10));
    }
    child.kill()?;
    child.wait()
}

/// Sends the file and gathers the answer, each in a thread of its own, so that neither side waits for the other.
fn talk(child: &mut Child, bytes: &[u8], limits: &Limits) -> Result<Vec<u8>, Problem> {
    let (Some(mut input), Some(output)) = (child.stdin.take(), child.stdout.take()) else {
        return Err(Problem::ReaderUnavailable {
            what: "it could not be spoken to".to_owned(),
        });
    };
    let request = Request {
        seconds: limits.time.as_secs().max(1),
        memory_bytes: limits.memory_bytes,
        blocks: limits.blocks,
        text_bytes: limits.text_bytes,
    };
    // JSON writes a byte as six at worst, and a block costs about two hundred.
    let most = (limits.text_bytes * 6 + limits.blocks * 400) as u64;
    let (sender, receiver) = mpsc::channel();
    thread::spawn(move || {
        let mut answer = Vec::new();
        let _ = output.take(most).read_to_end(&mut answer);
        let _ = sender.send(answer);
    });
    thread::scope(|scope| {
        scope.spawn(move || {
            // A child that ends early closes the pipe; what it said counts, not that.
            let _ = serde_json::to_writer(&mut input, &request)
                .map_err(std::io::Error::from)
                .and_then(|()| input.write_all(b"\n"))
                .and_then(|()| input.write_all(bytes));
        });
        let answer = receiver.recv_timeout(limits.time);
        if answer.is_err() {
            let _ = child.kill();
        }
        answer.map_err(|_| Problem::TooSlow {
            seems: SEEMS,
            seconds: limits.time.as_secs(),
        })
    })
}
