//! The README's first command, as a newcomer gives it: in a terminal, with an empty home. Run by `.ci/run` after the
//! release build: `cargo test --test it -- --ignored smoke`.

use std::io::{Read as _, Write as _};
use std::sync::mpsc;
use std::time::{Duration, Instant};

use portable_pty::{CommandBuilder, PtySize, native_pty_system};

/// Building may come first, on a slow machine.
const PATIENCE: Duration = Duration::from_mins(10);

#[test]
#[ignore = "builds the release program: .ci/run asks for it by name"]
fn cargo_run_release_opens_the_reader_on_a_sample() {
    let home = tempfile::tempdir().unwrap();
    let pair = native_pty_system().openpty(PtySize { rows: 40, cols: 120, pixel_width: 0, pixel_height: 0 }).unwrap();
    let mut command = CommandBuilder::new(std::env::var("CARGO").unwrap_or_else(|_| "cargo".to_owned()));
    command.args(["run", "--release"]);
    command.cwd(env!("CARGO_MANIFEST_DIR"));
    // cargo itself keeps its own home: only where dateline would keep things is new and empty.
    for name in ["XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_STATE_HOME", "XDG_CACHE_HOME"] {
        command.env(name, home.path());
    }
    command.env("TERM", "xterm-256color");
    command.env_remove("DATELINE_LIBRARY");
    command.env_remove("NO_COLOR");
    let mut child = pair.slave.spawn_command(command).unwrap();
    drop(pair.slave);

    let (sender, receiver) = mpsc::channel();
    let mut reader = pair.master.try_clone_reader().unwrap();
    std::thread::spawn(move || {
        let mut buffer = [0; 8192];
        while let Ok(n @ 1..) = reader.read(&mut buffer) {
            if sender.send(buffer[..n].to_vec()).is_err() {
                break;
            }
        }
    });
    let mut screen = vt100::Parser::new(40, 120, 0);
    let deadline = Instant::now() + PATIENCE;
    let mut wait = |what: &str, seen: &dyn Fn(&vt100::Screen) -> bool| {
        while !seen(screen.screen()) {
            match receiver.recv_timeout(deadline.saturating_duration_since(Instant::now())) {
                Ok(bytes) => screen.process(&bytes),
                Err(error) => panic!("{what} did not come ({error}):\n{}", screen.screen().contents()),
            }
        }
    };
    let mut keys = pair.master.take_writer().unwrap();

    let samples = dateline::ingest::samples();
    let title = samples[0].title.as_ref().unwrap().split(' ').take(3).collect::<Vec<_>>().join(" ");
    wait("the first sample", &|screen| screen.alternate_screen() && screen.contents().contains(&title));
    wait("its facts", &|screen| screen.contents().contains("Figures") && screen.contents().contains("fact"));
    keys.write_all(b"n").unwrap();
    wait("the first fact", &|screen| screen.contents().contains("fact 1/"));
    keys.write_all(b"q").unwrap();
    wait("the shell's screen", &|screen| !screen.alternate_screen());
    assert!(child.wait().unwrap().success());
}
