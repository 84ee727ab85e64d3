//! What can be coloured.

/// Something that has a look of its own.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[repr(usize)]
pub enum Role {
    /// Running text.
    Text,
    /// The title.
    Title,
    /// Byline, date, site.
    Credit,
    /// A heading in the text.
    Heading,
    /// A block quotation.
    Quotation,
    /// A caption.
    Caption,
    /// A figure.
    Figure,
    /// A place.
    Place,
    /// A quote.
    Quote,
    /// Reported speech.
    Reported,
    /// The mention of a speaker.
    Speaker,
    /// The fact under the cursor.
    Current,
    /// The quote under the cursor.
    CurrentQuote,
    /// A link.
    Link,
    /// A bookmarked passage.
    Passage,
    /// The sign of a bookmark.
    Star,
    /// A match of the search.
    Match,
    /// What is being selected.
    Selection,
    /// The sign beside the cursor's line.
    Cursor,
    /// A frame.
    Frame,
    /// The frame of the pane that has the keys.
    FrameFocus,
    /// The name of a pane.
    FrameTitle,
    /// The name of the pane that has the keys.
    FrameTitleFocus,
    /// A row of a list.
    List,
    /// What is less important in a row.
    ListDim,
    /// The row of the fact under the cursor.
    Chosen,
    /// The row of the last fact before the cursor.
    Near,
    /// What was not read yet, in a list.
    Unread,
    /// The mark of it.
    UnreadMark,
    /// The number in a row of figures.
    FigureRow,
    /// The bar beside a figure.
    Bar,
    /// Coastlines.
    Coast,
    /// Borders between countries.
    Border,
    /// A place on the map.
    MapPlace,
    /// The chosen place on the map.
    MapHere,
    /// The name of a place on the map.
    MapLabel,
    /// First and last line.
    Line,
    /// The program's name.
    Name,
    /// The article's title on the first line.
    LineTitle,
    /// A key on the last line.
    Key,
    /// A sentence of the program.
    Notice,
    /// A sentence about what failed.
    Failure,
    /// A line that is typed.
    Prompt,
    /// What lies over the screen.
    Over,
    /// A label in it.
    OverLabel,
    /// A heading in it.
    OverHeading,
    /// The line along which the scroll mark moves.
    Scroll,
    /// The scroll mark.
    Thumb,
    /// A yellow passage.
    PassageYellow,
    /// A green passage.
    PassageGreen,
    /// A blue passage.
    PassageBlue,
    /// A red passage.
    PassageRed,
    /// A purple passage.
    PassagePurple,
    /// Words that are gone.
    Removed,
    /// Words that came.
    Added,
}

/// The roles with their names in the theme files, in the order of the enum.
const NAMES: [(Role, &str); Role::COUNT] = [
    (Role::Text, "text"),
    (Role::Title, "text.title"),
    (Role::Credit, "text.credit"),
    (Role::Heading, "text.heading"),
    (Role::Quotation, "text.quotation"),
    (Role::Caption, "text.caption"),
    (Role::Figure, "fact.figure"),
    (Role::Place, "fact.place"),
    (Role::Quote, "fact.quote"),
    (Role::Reported, "fact.reported"),
    (Role::Speaker, "fact.speaker"),
    (Role::Current, "fact.current"),
    (Role::CurrentQuote, "fact.current.quote"),
    (Role::Link, "link"),
    (Role::Passage, "passage"),
    (Role::Star, "passage.mark"),
    (Role::Match, "match"),
    (Role::Selection, "selection"),
    (Role::Cursor, "cursor"),
    (Role::Frame, "frame"),
    (Role::FrameFocus, "frame.focus"),
    (Role::FrameTitle, "frame.title"),
    (Role::FrameTitleFocus, "frame.title.focus"),
    (Role::List, "list"),
    (Role::ListDim, "list.dim"),
    (Role::Chosen, "list.chosen"),
    (Role::Near, "list.near"),
    (Role::Unread, "list.unread"),
    (Role::UnreadMark, "list.unread.mark"),
    (Role::FigureRow, "list.figure"),
    (Role::Bar, "list.bar"),
    (Role::Coast, "map.coast"),
    (Role::Border, "map.border"),
    (Role::MapPlace, "map.place"),
    (Role::MapHere, "map.here"),
    (Role::MapLabel, "map.label"),
    (Role::Line, "bar"),
    (Role::Name, "bar.name"),
    (Role::LineTitle, "bar.title"),
    (Role::Key, "bar.key"),
    (Role::Notice, "notice"),
    (Role::Failure, "failure"),
    (Role::Prompt, "prompt"),
    (Role::Over, "over"),
    (Role::OverLabel, "over.label"),
    (Role::OverHeading, "over.heading"),
    (Role::Scroll, "scroll"),
    (Role::Thumb, "scroll.thumb"),
    (Role::PassageYellow, "passage.yellow"),
    (Role::PassageGreen, "passage.green"),
    (Role::PassageBlue, "passage.blue"),
    (Role::PassageRed, "passage.red"),
    (Role::PassagePurple, "passage.purple"),
    (Role::Removed, "change.removed"),
    (Role::Added, "change.added"),
];

impl Role {
    /// How many there are.
    pub const COUNT: usize = 55;

    /// All of them, in the order of the enum.
    pub const ALL: [Self; Self::COUNT] = {
        let mut all = [Self::Text; Self::COUNT];
        let mut i = 0;
        while i < Self::COUNT {
            all[i] = NAMES[i].0;
            i += 1;
        }
        all
    };

    /// What theme files call it.
    pub fn name(self) -> &'static str {
        NAMES[self as usize].1
    }

    /// The role of this name. A name that only begins others' names ("fact") is a role's too: they fall back to it.
    pub fn named(name: &str) -> Option<Self> {
        let begins = |full: &str| full.strip_prefix(name).is_some_and(|rest| rest.is_empty() || rest.starts_with('.'));
        NAMES.iter().find(|(_, full)| begins(full)).map(|(role, _)| *role)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_stand_in_the_order_of_the_enum() {
        for (i, role) in Role::ALL.into_iter().enumerate() {
            assert_eq!(role as usize, i);
            assert_eq!(Role::named(role.name()), Some(role));
        }
        assert!(Role::named("fact").is_some() && Role::named("fac").is_none());
    }
}
