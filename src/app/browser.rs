//! Opens an address in the browser that the person chose (`$BROWSER`), else in the system's. Never through a shell: the
//! address is one argument, whatever stands in it.

use std::env;
use std::ffi::OsStr;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

/// A browser that fails later than this was used meanwhile: nobody is told.
const EARLY: Duration = Duration::from_secs(10);

/// What opens an address where `$BROWSER` says nothing.
#[cfg(target_os = "macos")]
const SYSTEM: &[&str] = &["open %s"];
#[cfg(windows)]
const SYSTEM: &[&str] = &["rundll32.exe url.dll,FileProtocolHandler %s"];
#[cfg(not(any(target_os = "macos", windows)))]
const SYSTEM: &[&str] = &["xdg-open %s", "gio open %s", "wslview %s"];

/// Opens an address and returns when the browser has ended, or has been handed the address. The error is a sentence that
/// begins with the address, so that it can be copied.
pub fn open(url: &str) -> Result<(), String> {
    let chosen = env::var_os("BROWSER").filter(|chosen| !chosen.is_empty());
    open_with(url, chosen.as_deref())
}

fn open_with(url: &str, chosen: Option<&OsStr>) -> Result<(), String> {
    let fail = |why: &str| Err(format!("Not opened: {url} ({why})"));
    if !(url.starts_with("https://") || url.starts_with("http://")) {
        return fail("it is no address of the web");
    }
    let commands = match chosen.map(OsStr::to_str) {
        Some(Some(chosen)) => commands(chosen, url),
        Some(None) => return fail("BROWSER cannot be read"),
        None => SYSTEM.iter().filter_map(|command| arguments(command, url)).collect(),
    };
    if commands.is_empty() {
        return fail("BROWSER names no program");
    }
    let mut why = String::new();
    for command in &commands {
        match run(command) {
            Ok(()) => return Ok(()),
            Err(reason) => why = reason,
        }
    }
    if chosen.is_none() && commands.len() > 1 {
        return fail("no browser was found; BROWSER may name one");
    }
    fail(&why)
}

/// The commands that `$BROWSER` names, to be tried one after the other: they are parted by colons.
fn commands(chosen: &str, url: &str) -> Vec<Vec<String>> {
    let parting = if cfg!(windows) { ';' } else { ':' };
    chosen.split(parting).filter_map(|command| arguments(command, url)).collect()
}

/// A command as its program and arguments. `%s` stands for the address, `%%` for a per cent sign; without `%s` the
/// address is the last argument. None for one that is empty or has an open quotation mark.
fn arguments(command: &str, url: &str) -> Option<Vec<String>> {
    let words = shell_words::split(command).ok().filter(|words| !words.is_empty())?;
    let mut placed = false;
    let mut out: Vec<String> = Vec::with_capacity(words.len() + 1);
    for word in words {
        let mut argument = String::new();
        let mut rest = word.as_str();
        while let Some(at) = rest.find('%') {
            argument.push_str(&rest[..at]);
            let (text, length) = match rest[at + 1..].chars().next() {
                Some('s') => (url, 2),
                Some('%') => ("%", 2),
                _ => ("%", 1),
            };
            placed |= length == 2 && text == url;
            argument.push_str(text);
            rest = &rest[at + length..];
        }
        argument.push_str(rest);
        out.push(argument);
    }
    if !placed {
        out.push(url.to_owned());
    }
    Some(out)
}

/// Runs a browser away from our terminal: its words go nowhere, and keys for us are not for it.
fn run(command: &[String]) -> Result<(), String> {
    let (program, arguments) = command.split_first().ok_or("there is no program")?;
    let mut process = Command::new(program);
    process.args(arguments).stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null());
    #[cfg(unix)]
    std::os::unix::process::CommandExt::process_group(&mut process, 0);
    let begun = Instant::now();
    let mut child = process.spawn().map_err(|error| match error.kind() {
        std::io::ErrorKind::NotFound => format!("there is no program {program}"),
        _ => format!("{program}: {error}"),
    })?;
    match child.wait() {
        Ok(status) if !status.success() && begun.elapsed() < EARLY => Err(format!("{program} failed: {status}")),
        _ => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const URL: &str = "https://example.org/a?b=%20c&d='$(e)'";

    fn check(chosen: &str, expected: &[&[&str]]) {
        assert_eq!(commands(chosen, URL), expected, "{chosen}");
    }

    #[test]
    fn the_address_is_one_argument() {
        check("firefox", &[&["firefox", URL]]);
        check("a --new-tab %s:b", &[&["a", "--new-tab", URL], &["b", URL]]);
        check("a --url=%s --rate=5%%", &[&["a", &format!("--url={URL}"), "--rate=5%"]]);
        check("'/opt/my browser' \"x y\" %d %", &[&["/opt/my browser", "x y", "%d", "%", URL]]);
        check(":: :'open", &[]);
    }

    #[test]
    fn a_browser_that_is_missing_is_passed_over() {
        let missing = "/nonexistent/browser";
        assert_eq!(open_with("https://example.org/", Some(OsStr::new(&format!("{missing}:true")))), Ok(()));
        let error = open_with("https://example.org/", Some(OsStr::new(missing))).unwrap_err();
        assert_eq!(error, "Not opened: https://example.org/ (there is no program /nonexistent/browser)");
        let error = open_with("https://example.org/", Some(OsStr::new("false"))).unwrap_err();
        assert!(error.starts_with("Not opened: https://example.org/ (false failed: "), "{error}");
    }

    #[test]
    fn only_addresses_of_the_web_are_opened() {
        for url in ["file:///etc/passwd", "javascript:x", "-version", ""] {
            assert!(open_with(url, Some(OsStr::new("true"))).is_err(), "{url}");
        }
    }
}
