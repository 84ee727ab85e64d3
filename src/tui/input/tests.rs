use std::time::Duration;

use crossterm::event::{Event, KeyCode, KeyEvent, KeyEventKind, KeyModifiers, MouseEventKind};
use proptest::prelude::*;

use super::parser::LONGEST_PASTE;
use super::{Input, Parser, key};

/// What comes of bytes: keys by the names of the keymap, everything else in brackets.
fn named(inputs: &[Input]) -> String {
    let names = inputs.iter().map(|input| match input {
        Input::Light(light) => format!("<light {light}>"),
        Input::Event(Event::Key(event)) => match key(*event) {
            Some(key) => key.to_string(),
            None => format!("<{:?}{}>", event.code, if event.kind == KeyEventKind::Release { " up" } else { "" }),
        },
        Input::Event(Event::Paste(text)) => format!("<paste {text}>"),
        Input::Event(Event::Mouse(mouse)) => format!("<{:?} {},{}>", mouse.kind, mouse.column, mouse.row),
        Input::Event(event) => format!("<{event:?}>"),
    });
    names.collect::<Vec<_>>().join(" ")
}

/// Each piece comes at once; before the next there is a pause.
fn read(pieces: &[&str]) -> String {
    let (mut parser, mut out) = (Parser::default(), Vec::new());
    for piece in pieces {
        parser.feed(piece.as_bytes(), &mut out);
        while parser.waits().is_some() {
            parser.pause(&mut out);
        }
    }
    named(&out)
}

#[test]
fn keys_of_many_terminals() {
    for (bytes, names) in [
        ("aG é\u{4e2d}👩", "a G Space é 中 👩"),
        ("\r\t\x7f\x1b", "Enter Tab Backspace Esc"),
        ("\x01\x03\x1a\0\x1c\x1f\n\x08", "C-a C-c C-z C-Space C-4 C-7 C-j C-h"),
        ("\x1bx\x1b\r\x1b\x7f\x1bé", "A-x A-Enter A-Backspace A-é"),
        ("\x1b[A\x1bOB\x1b[C\x1bOD\x1b[H\x1b[F\x1bOH\x1bOF", "Up Down Right Left Home End Home End"),
        ("\x1b[1;2A\x1b[1;3B\x1b[1;5C\x1b[1;8D", "S-Up A-Down C-Right C-A-S-Left"),
        (
            "\x1b[1~\x1b[4~\x1b[7~\x1b[8~\x1b[2~\x1b[3~\x1b[5~\x1b[6~",
            "Home End Home End <Insert> Delete PageUp PageDown",
        ),
        ("\x1b[3;5~\x1b[5;2~\x1b[Z", "C-Delete S-PageUp S-Tab"),
        ("\x1bOP\x1bOS\x1b[15~\x1b[17~\x1b[21~\x1b[24~\x1b[25~", "F1 F4 F5 F6 F10 F12 <F(13)>"),
        ("\x1b[[A\x1b[[E\x1b[11~", "F1 F5 F1"),
        ("\x1b[1;2P\x1b[1;5S", "S-F1 C-F4"),
        // rxvt
        ("\x1b[a\x1b[d\x1bOa\x1b[3^\x1b[5@", "S-Up S-Left C-Up C-Delete C-S-PageUp"),
        // Alt as a second ESC
        ("\x1b\x1b[A\x1b\x1bOP", "A-Up A-F1"),
        // the kitty protocol and modifyOtherKeys
        ("\x1b[27u\x1b[13;5u\x1b[9;2u\x1b[97;5u\x1b[97;2u", "Esc C-Enter S-Tab C-a A"),
        ("\x1b[97:65;2u\x1b[106;1:3u\x1b[106;1:2u", "A <Char('j') up> j"),
        ("\x1b[57400u\x1b[57414u\x1b[57419u\x1b[57358u", "1 Enter Up"),
        ("\x1b[27;5;105~\x1b[27;2;65~", "C-i A"),
        ("\x1bOM\x1bOj\x1bOp\x1bOy", "Enter * 0 9"),
        ("\x1b[I\x1b[O", "<FocusGained> <FocusLost>"),
    ] {
        assert_eq!(read(&[bytes]), names, "{bytes:?}");
    }
}

#[test]
fn escape_is_a_key_after_a_pause() {
    assert_eq!(read(&["\x1b"]), "Esc");
    assert_eq!(read(&["\x1b\x1b"]), "Esc Esc");
    assert_eq!(read(&["\x1b", "j"]), "Esc j");
    assert_eq!(read(&["\x1b", "]", "f"]), "Esc ] f");
    assert_eq!(read(&["\x1b", "]f[p5"]), "Esc ] f [ p 5");
    assert_eq!(read(&["\x1b[", "\x1bO", "\x1b]", "\x1bP"]), "A-[ A-O A-] A-P");
    assert_eq!(read(&["\x1b[3$", "\x1b[2$\x1b[A"]), "S-Delete <Insert> Up");
    assert_eq!(read(&["\x1b\x03\x1b\x1a"]), "Esc C-c Esc C-z");
}

#[test]
fn a_key_soon_after_escape_is_no_key_with_alt() {
    for (waited, names) in [(0, "A-b"), (5, "A-b"), (15, "Esc b"), (40, "Esc b")] {
        let (mut parser, mut out) = (Parser::default(), Vec::new());
        parser.feed(b"\x1b", &mut out);
        // The reader wakes by then at the latest, and if it does not, the time that has passed counts.
        assert!(parser.waits() <= Some(Duration::from_millis(15)));
        parser.feed_after(Duration::from_millis(waited), b"b", &mut out);
        assert_eq!(named(&out), names, "after {waited} ms");
    }
    // Time alone does not break a sequence that has begun.
    let (mut parser, mut out) = (Parser::default(), Vec::new());
    parser.feed(b"\x1b[", &mut out);
    parser.feed_after(Duration::from_millis(40), b"A", &mut out);
    assert_eq!(named(&out), "Up");
}

#[test]
fn the_mouse() {
    let presses = "\x1b[<0;5;3M\x1b[<32;6;3M\x1b[<0;6;3m\x1b[<64;1;1M\x1b[<69;1;1M";
    let said = "<Down(Left) 4,2> <Drag(Left) 5,2> <Up(Left) 5,2> <ScrollUp 0,0> <ScrollDown 0,0>";
    assert_eq!(read(&[presses]), said);
    let (mut parser, mut out) = (Parser::default(), Vec::new());
    parser.feed(b"\x1b[<69;1;1M", &mut out);
    let Some(Input::Event(Event::Mouse(mouse))) = out.first() else { panic!("{out:?}") };
    assert_eq!((mouse.kind, mouse.modifiers), (MouseEventKind::ScrollDown, KeyModifiers::SHIFT));
    // Reports that were not asked for, and broken ones: X10, urxvt, numbers that do not fit.
    assert_eq!(read(&["\x1b[M !!j\x1b[32;5;3Mj\x1b[<0;70000;1Mj\x1b[<0;0;0Mj\x1b[<0;1Mj"]), "j j j j j");
}

/// What terminals say of themselves, asked or not.
const ANSWERS: &[&str] = &[
    "\x1b[?997;1n",
    "\x1b[?2026;2$y",
    "\x1b[?62;4;22c",
    "\x1b[>41;380;0c",
    "\x1b[=0c",
    "\x1b[12;40R",
    "\x1b[1;5R",
    "\x1b[?1;5R",
    "\x1b[0n",
    "\x1b[8;40;120t",
    "\x1b[?1u",
    "\x1b[48;40;120;800;1200t",
    "\x1bP>|tmux 3.4\x1b\\",
    "\x1bP1+r544e=787465726d\x1b\\",
    "\x1bP0$r0m\x1b\\",
    "\x1bP!|00000000\x1b\\",
    "\x1b]4;0;rgb:eeee/eeee/eeee\x07",
    "\x1b]10;rgb:1e1e/1e1e/1e1e\x1b\\",
    "\x1b]52;c;aGVsbG8=\x1b\\",
    "\x1b]l a title: bRQ\x1b\\",
    "\x1b]Lan icon\x07",
    "\x1b_Gi=31;OK\x1b\\",
    "\x1b^private\x1b\\",
    "\x1bXstring\x1b\\",
    "\x1b]11;rgb:12\u{9b}/x\x07",
];

#[test]
fn no_answer_is_a_key() {
    for answer in ANSWERS {
        assert_eq!(read(&[&format!("j{answer}k")]), "j k", "{answer:?}");
        // Twice, and cut off by ESC: the next key is seen.
        assert_eq!(read(&[&format!("{answer}{answer}\x1b[A")]), "Up", "{answer:?}");
        for cut in (1..answer.len()).filter(|cut| answer.is_char_boundary(*cut)) {
            let begun = &answer[..cut];
            // What is unfinished is ended by another sequence and by CAN; Ctrl-C is seen always.
            if cut > 1 {
                assert_eq!(read(&[&format!("{begun}\x1b[A")]), "Up", "{begun:?}");
                assert_eq!(read(&[&format!("{begun}\x18j")]), "j", "{begun:?}");
            }
            assert!(read(&[&format!("{begun}\x03")]).contains("C-c"), "{begun:?}");
            // By a pause too.
            assert!(read(&[begun, "u"]).ends_with('u'), "{begun:?}");
        }
    }
}

#[test]
fn an_answer_that_a_pause_cuts_is_still_none() {
    for answer in [
        "\x1b]11;rgb:3030/3434/4646\x1b\\",
        "\x1bP>|tmux 3.4\x1b\\",
        "\x1b]4;0;rgb:ee/ee/ee\x07",
        "\x1b_Gi=31;OK\x1b\\",
    ] {
        let ends = (3..answer.len()).chain([1]);
        for cut in ends.filter(|cut| *cut != 2) {
            let said = read(&[&answer[..cut], &answer[cut..], "j"]);
            assert!(["j", "Esc j", "Esc <light false> j"].contains(&said.as_str()), "{cut} of {answer:?}: {said}");
        }
    }
    assert_eq!(read(&["\x1b[?997;", "1n", "j"]), "j");
    assert_eq!(read(&["\x1b[<0;3", ";5Mj"]), "j");
    // Keys that follow an unfinished string come late, but come.
    assert_eq!(read(&["\x1b]52;c;", "jk", "\x1b[Bu"]), "j k Down u");
}

#[test]
fn the_background_is_told_by_its_answer() {
    assert_eq!(read(&["\x1b]11;rgb:ffff/ffff/ffff\x1b\\"]), "<light true>");
    assert_eq!(read(&["\x1b]11;rgb:1e/1e/2e\x07"]), "<light false>");
    assert_eq!(read(&[&format!("\x1b]11;rgb:ff/ff/ff{}\x07", " ".repeat(300))]), "");
}

#[test]
fn pastes() {
    assert_eq!(read(&["\x1b[200~two\nwords \x1b[A \x1b[20\x1b[201~j"]), "<paste two\nwords \x1b[A \x1b[20> j");
    assert_eq!(read(&["\x1b[201~j"]), "j");
    // A slow line: what has come is given out, and the rest is no keys however long it takes.
    assert_eq!(read(&["\x1b[200~some ", "more\x1b[201~", "j"]), "<paste some > <paste more> j");
    assert_eq!(
        read(&["\x1b[200~some ", "Quit now\r", "touch", "\x1b[201~j"]),
        "<paste some > <paste Quit now\r> <paste touch> j"
    );
    // Without an end: after a pause a single key is a key again.
    assert_eq!(read(&["\x1b[200~words", "j", "k"]), "<paste words> j k");
    assert_eq!(read(&["\x1b[200~words", "\x1b", "k"]), "<paste words> Esc k");
    // Ctrl-C alone is a key and gives the paste up; its words are no keys. In the middle it is text.
    assert_eq!(read(&["\x1b[200~bad\x03", "Quit\x1b[201~j"]), "C-c j");
    assert_eq!(read(&["\x1b[200~bad", "\x03", "j"]), "<paste bad> C-c j");
    assert_eq!(read(&["\x1b[200~a\x03b\x1b[201~j"]), "<paste a\x03b> j");
    let long = format!("\x1b[200~{}\x1b[201~j", "é".repeat(LONGEST_PASTE));
    let (mut parser, mut out) = (Parser::default(), Vec::new());
    parser.feed(long.as_bytes(), &mut out);
    let Some(Input::Event(Event::Paste(text))) = out.first() else { panic!() };
    assert_eq!((text.len(), text.contains('\u{fffd}')), (LONGEST_PASTE, false));
    assert_eq!(named(&out[1..]), "j");
}

#[test]
fn bytes_that_are_no_text_are_dropped() {
    let (mut parser, mut out) = (Parser::default(), Vec::new());
    parser.feed(b"\xff\x9b\xc3j\xe2\x82\x1b[A\xc2\x9bk\xed\xa0\x80l", &mut out);
    assert_eq!(named(&out), "j Up k l");
}

fn bytes() -> impl Strategy<Value = Vec<u8>> {
    let piece = prop_oneof![
        any::<u8>().prop_map(|byte| vec![byte]),
        prop::sample::select(ANSWERS).prop_map(|answer| answer.as_bytes().to_vec()),
        prop::sample::select(&[
            "\x1b",
            "\x1b[",
            "\x1bO",
            "\x1b]",
            "\x1b[200~",
            "\x1b[201~",
            "\x1b\\",
            "j",
            "é",
            ";1",
            "\x07"
        ])
        .prop_map(|part| part.as_bytes().to_vec()),
    ];
    prop::collection::vec(piece, 0..12).prop_map(|pieces| pieces.concat())
}

fn of(parser: &mut Parser, bytes: &[u8]) -> Vec<Input> {
    let mut out = Vec::new();
    parser.feed(bytes, &mut out);
    out
}

proptest! {
    #[test]
    fn it_does_not_matter_how_the_bytes_are_cut(start in bytes(), bytes in bytes(), cuts in prop::collection::vec(0usize..80, 0..4)) {
        // From any state, one behind a pause too.
        let mut parser = Parser::default();
        let mut out = of(&mut parser, &start);
        parser.pause(&mut out);
        let whole = of(&mut parser.clone(), &bytes);
        let mut cuts: Vec<usize> = cuts.into_iter().map(|cut| cut.min(bytes.len())).chain([0, bytes.len()]).collect();
        cuts.sort_unstable();
        let pieces: Vec<Input> = cuts.windows(2).flat_map(|cut| of(&mut parser, &bytes[cut[0]..cut[1]])).collect();
        prop_assert_eq!(whole, pieces);
    }

    #[test]
    fn ctrl_c_is_always_seen_and_so_is_the_next_key(start in bytes(), paused in any::<bool>()) {
        let ctrl_c = Input::Event(Event::Key(KeyEvent::new(KeyCode::Char('c'), KeyModifiers::CONTROL)));
        let mut parser = Parser::default();
        let mut out = of(&mut parser, &start);
        if paused {
            parser.pause(&mut out);
        }
        let mut seen = of(&mut parser, b"\x03");
        // In a paste it is a key if nothing follows.
        if seen.is_empty() {
            prop_assert!(parser.is_pasting() || parser.waits().is_some());
            parser.pause(&mut seen);
        }
        prop_assert_eq!(seen.pop(), Some(ctrl_c));
        // After at most three pauses everything is over, whatever came before.
        for _ in 0..3 {
            parser.pause(&mut Vec::new());
        }
        prop_assert_eq!(parser.waits(), None);
        let mut out = of(&mut parser, b"j");
        while parser.waits().is_some() {
            parser.pause(&mut out);
        }
        prop_assert_eq!(named(&out), "j");
    }
}
