//! A window on a list of the library.

use crate::article::{ArticleId, ArticleSummary, Page};

/// The rows of a list that are known, somewhere in it.
///
/// A row that does not belong to the list any more (it was read, and the list is of what is unread) stays where it is
/// until the list is made anew: the screen does not jump under the reader. Such rows are *left over*; the library does
/// not know them, so questions and answers are reckoned without them.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Window {
    from: usize,
    rows: Vec<ArticleSummary>,
    total: usize,
    left_over: Vec<(usize, ArticleSummary)>,
}

impl Window {
    /// How many rows the list has.
    pub fn total(&self) -> usize {
        self.total
    }

    /// The known row of this number, or none.
    pub fn row(&self, number: usize) -> Option<&ArticleSummary> {
        self.rows.get(number.checked_sub(self.from)?)
    }

    /// The number of the known row of this article.
    pub fn number_of(&self, id: &ArticleId) -> Option<usize> {
        self.rows.iter().position(|row| row.id == *id).map(|i| self.from + i)
    }

    /// Whether all rows from `from` up to `to` (exclusive) are known, as far as the list has them.
    pub fn holds(&self, from: usize, to: usize) -> bool {
        let to = to.min(self.total);
        from >= to || (from >= self.from && to <= self.from + self.rows.len())
    }

    /// The numbers of the known rows, the end exclusive.
    pub fn known(&self) -> (usize, usize) {
        (self.from, self.from + self.rows.len())
    }

    /// Changes the row of an article wherever it is known. `belongs` says whether it still is one of the list.
    pub fn change(&mut self, id: &ArticleId, change: impl Fn(&mut ArticleSummary), belongs: bool) {
        let Some(number) = self.number_of(id) else { return };
        let row = &mut self.rows[number - self.from];
        change(row);
        let row = row.clone();
        self.left_over.retain(|(_, other)| other.id != *id);
        if !belongs {
            let at = self.left_over.partition_point(|(other, _)| *other < number);
            self.left_over.insert(at, (number, row));
        }
    }

    /// Changes all known rows.
    pub fn change_all(&mut self, change: impl Fn(&mut ArticleSummary)) {
        self.rows.iter_mut().for_each(&change);
        self.left_over.iter_mut().for_each(|(_, row)| change(row));
    }

    /// Row `number` of this list as the library counts.
    pub fn asked(&self, number: usize) -> usize {
        number - self.left_over.iter().filter(|(other, _)| *other < number).count()
    }

    /// Row `number`, as the library counts, of this list.
    pub fn shown(&self, number: usize) -> usize {
        self.left_over.iter().fold(number, |at, (other, _)| at + usize::from(*other <= at))
    }

    /// Takes an answer that begins with row `from` of this list.
    pub fn take(&mut self, from: usize, page: Page) {
        self.total = page.total + self.left_over.len();
        self.from = from;
        self.rows.clear();
        let mut answered = page.rows.into_iter();
        loop {
            let here = from + self.rows.len();
            let left = self.left_over.iter().find(|(number, _)| *number == here).map(|(_, row)| row.clone());
            match left.or_else(|| answered.next()) {
                Some(row) => self.rows.push(row),
                None => break,
            }
        }
    }

    /// A new list. `left` is a row that is no part of it, but stays: before row number so many of it.
    pub fn renew(&mut self, page: Page, left: Option<(usize, ArticleSummary)>) {
        self.left_over = left.into_iter().collect();
        self.take(self.shown(page.from), page);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::reader::testing::summary;

    fn page(from: usize, names: &str, total: usize) -> Page {
        Page { from, rows: names.split_whitespace().map(summary).collect(), total }
    }

    fn names(window: &Window) -> String {
        let (from, to) = window.known();
        (from..to).filter_map(|i| window.row(i)).map(|row| row.id.0.clone()).collect::<Vec<_>>().join(" ")
    }

    #[test]
    fn rows_that_do_not_belong_any_more_stay_where_they_are() {
        let mut window = Window::default();
        window.renew(page(0, "a b c d", 8), None);
        window.change(&ArticleId("b".into()), |row| row.unread = false, false);
        window.change(&ArticleId("d".into()), |row| row.unread = false, false);
        assert_eq!((window.asked(1), window.asked(2), window.asked(6)), (1, 1, 4));
        assert_eq!((window.shown(0), window.shown(1), window.shown(2)), (0, 2, 4));
        // The library has a c e f g h now.
        window.take(4, page(2, "e f g h", 6));
        assert_eq!((names(&window).as_str(), window.total()), ("e f g h", 8));
        window.take(0, page(0, "a c e f", 6));
        assert_eq!(names(&window), "a b c d e f");
        window.change(&ArticleId("b".into()), |row| row.unread = true, true);
        assert_eq!(window.asked(6), 5);
    }

    #[test]
    fn a_new_list_keeps_the_row_that_is_chosen() {
        let mut window = Window::default();
        window.renew(page(3, "d e f", 9), Some((4, summary("x"))));
        assert_eq!((names(&window).as_str(), window.number_of(&ArticleId("x".into()))), ("d x e f", Some(4)));
        window.renew(page(3, "d e f", 9), Some((1, summary("x"))));
        assert_eq!((names(&window).as_str(), window.known()), ("d e f", (4, 7)));
    }

    #[test]
    fn what_is_known_is_known() {
        let mut window = Window::default();
        window.renew(page(2, "c d e", 5), None);
        assert!(window.holds(2, 5) && window.holds(3, 99) && !window.holds(1, 3) && window.holds(7, 9));
        assert_eq!(window.row(1), None);
    }
}
