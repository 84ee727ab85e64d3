//! What is still to be asked, and whom: never more than two questions at a time to one host, and all hosts in turn.

use std::collections::{HashMap, VecDeque};

use super::worker::Task;

/// Questions to one host at a time.
const AT_ONCE: usize = 2;

/// Tasks, by the host that they ask.
#[derive(Debug, Default)]
pub(super) struct Queue {
    hosts: HashMap<String, Host>,
    /// Hosts that may be asked, each once.
    ready: VecDeque<String>,
    waiting: usize,
    running: usize,
    pages: usize,
}

#[derive(Debug, Default)]
struct Host {
    tasks: VecDeque<Task>,
    running: usize,
    is_ready: bool,
}

impl Queue {
    /// Puts a task at the end.
    pub fn push(&mut self, task: Task) {
        self.waiting += 1;
        self.pages += usize::from(task.is_page());
        let name = task.host();
        self.hosts.entry(name.clone()).or_default().tasks.push_back(task);
        self.look(&name);
    }

    /// The next task that may be begun.
    pub fn next(&mut self) -> Option<Task> {
        let name = self.ready.pop_front()?;
        let host = self.hosts.get_mut(&name)?;
        host.is_ready = false;
        // Its pages may have been dropped since.
        let Some(task) = host.tasks.pop_front() else { return self.next() };
        host.running += 1;
        self.waiting -= 1;
        self.running += 1;
        self.pages -= usize::from(task.is_page());
        self.look(&name);
        Some(task)
    }

    /// One that asked this host is through.
    pub fn ended(&mut self, name: &str) {
        self.running -= 1;
        if let Some(host) = self.hosts.get_mut(name) {
            host.running -= 1;
        }
        self.look(name);
    }

    /// Lines a host up if it may be asked.
    fn look(&mut self, name: &str) {
        let Some(host) = self.hosts.get_mut(name) else { return };
        // No host at all is a file of this machine.
        let may = name.is_empty() || host.running < AT_ONCE;
        if may && !host.is_ready && !host.tasks.is_empty() {
            host.is_ready = true;
            self.ready.push_back(name.to_owned());
        }
    }

    /// Drops the pages that a host is still to be asked for; how many.
    pub fn drop_pages(&mut self, name: &str) -> usize {
        let Some(host) = self.hosts.get_mut(name) else { return 0 };
        let before = host.tasks.len();
        host.tasks.retain(|task| !task.is_page());
        let dropped = before - host.tasks.len();
        self.waiting -= dropped;
        self.pages -= dropped;
        dropped
    }

    /// How many are under way.
    pub fn running(&self) -> usize {
        self.running
    }

    /// How many of those that wait are pages of entries.
    pub fn pages(&self) -> usize {
        self.pages
    }

    /// Whether there is nothing to do and nothing under way.
    pub fn is_idle(&self) -> bool {
        self.waiting == 0 && self.running == 0
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::app::refresh::articles::Word;
    use crate::article::{ArticleId, FeedId};

    fn task(address: &str) -> Task {
        Task::Page {
            id: ArticleId(address.to_owned()),
            feed: FeedId("f".to_owned()),
            address: address.to_owned(),
            word: Word::Typed,
        }
    }

    fn next(queue: &mut Queue) -> Option<String> {
        match queue.next()? {
            Task::Page { address, .. } => Some(address),
            _ => None,
        }
    }

    #[test]
    fn hosts_take_turns_and_none_is_asked_more_than_twice_at_a_time() {
        let mut queue = Queue::default();
        for address in ["http://a/1", "http://a/2", "http://A/3", "http://b/1", "http://a:81/1"] {
            queue.push(task(address));
        }
        let order: Vec<String> = std::iter::from_fn(|| next(&mut queue)).collect();
        assert_eq!(order, ["http://a/1", "http://b/1", "http://a:81/1", "http://a/2"]);
        assert_eq!((queue.pages(), queue.running(), queue.is_idle()), (1, 4, false));
        queue.ended("b:80");
        assert_eq!(next(&mut queue), None);
        queue.ended("a:80");
        assert_eq!(next(&mut queue).as_deref(), Some("http://A/3"));
        for host in ["a:80", "a:80", "a:81"] {
            queue.ended(host);
        }
        assert!(queue.is_idle());
    }

    #[test]
    fn a_host_that_has_too_much_to_do_is_asked_for_no_more_pages() {
        let mut queue = Queue::default();
        for address in ["http://a/1", "http://a/2", "http://a/3", "http://b/1"] {
            queue.push(task(address));
        }
        assert_eq!(next(&mut queue).as_deref(), Some("http://a/1"));
        assert_eq!((queue.drop_pages("a:80"), queue.drop_pages("c:80"), queue.pages()), (2, 0, 1));
        queue.ended("a:80");
        assert_eq!(next(&mut queue).as_deref(), Some("http://b/1"));
        assert_eq!(next(&mut queue), None);
        queue.ended("b:80");
        assert!(queue.is_idle());
    }
}
