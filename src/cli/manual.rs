//! Completions and the manual page, made from the arguments.

use std::io;

use clap::CommandFactory as _;
use clap_mangen::Man;

use super::args::Args;
use super::failure::Failure;
use super::output::write_out;

/// Prints a completion script.
pub(super) fn completions(shell: clap_complete::Shell) -> Result<(), Failure> {
    let mut script = Vec::new();
    clap_complete::generate(shell, &mut Args::command(), "dateline", &mut script);
    write_out(|out| out.write_all(&script))
}

/// Prints the manual page: the program's, then a section for each command.
pub(super) fn man() -> Result<(), Failure> {
    let page = page();
    write_out(|out| out.write_all(page?.as_bytes()))
}

fn page() -> io::Result<String> {
    let mut command = Args::command();
    command.build();
    let mut page = Vec::new();
    let man = Man::new(command.clone());
    man.render_title(&mut page)?;
    man.render_name_section(&mut page)?;
    man.render_synopsis_section(&mut page)?;
    man.render_description_section(&mut page)?;
    man.render_options_section(&mut page)?;
    for sub in command.get_subcommands() {
        page.extend_from_slice(section(sub, sub.get_name())?.as_bytes());
        for inner in sub.get_subcommands() {
            let name = format!("{} {}", sub.get_name(), inner.get_name());
            page.extend_from_slice(section(inner, &name)?.as_bytes());
        }
    }
    man.render_extra_section(&mut page)?;
    man.render_version_section(&mut page)?;
    Ok(String::from_utf8_lossy(&page).into_owned())
}

/// One command under a heading of its own, without the options that every command has.
fn section(sub: &clap::Command, name: &str) -> io::Result<String> {
    let name = name.to_uppercase();
    let own = sub.clone().mut_args(|arg| if arg.is_global_set() { arg.hide(true) } else { arg });
    let man = Man::new(own);
    let mut out = Vec::new();
    man.render_synopsis_section(&mut out)?;
    man.render_description_section(&mut out)?;
    man.render_options_section(&mut out)?;
    let text = String::from_utf8_lossy(&out).replace(".SH SYNOPSIS", &format!(".SH {name}"));
    Ok(text.replace(".SH DESCRIPTION\n", ".PP\n").replace(".SH OPTIONS\n", ".PP\n"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_manual_has_every_command_and_option() {
        let page = page().unwrap();
        for word in [
            ".TH dateline 1",
            ".SH EXTRACT",
            ".SH FEEDS IMPORT",
            "\\-\\-library",
            "\\-\\-raw",
            ".SH COMPLETIONS",
            "Exit status",
        ] {
            assert!(page.contains(word), "{word} in {page}");
        }
    }
}
