//! The walk: from a beginning every button is pressed in every state that is come to, and the graph is looked at.

use std::cell::Cell;
use std::collections::{BTreeMap, BTreeSet, VecDeque};

use door::Door;
use testing::Place;

use super::beginning::{Beginning, begin};
use super::button::Button;
use super::person::Person;
use super::state::{Size, State, buttons, is_goal, state};
use super::{Rules, decide, undecide};

/// How far a way is whose end wasn't looked at.
const FAR: usize = 1_000;

/// A state that was come to, and how.
pub struct Node {
    pub path: Vec<Button>,
    /// Whether somebody is signed in and has something to sign in by.
    pub goal: bool,
    /// Whether something could be changed there that may help, and nothing was any more.
    pub open: bool,
    /// Where each button leads that does anything, and whether a page had said what it means.
    pub edges: Vec<(Button, bool, State)>,
}

/// What was walked from one beginning.
#[derive(Default)]
pub struct Graph {
    pub nodes: BTreeMap<State, Node>,
}

/// Who walks, and where.
pub struct Walk<'a> {
    pub place: &'a Place,
    pub door: &'a Door,
    /// The same site as it was before it moved to another domain.
    pub before: &'a Door,
    pub rules: Rules,
    pub size: Size,
    /// After how many changes nothing more is changed; one signs in, confirms and waits as often as one likes.
    pub changes: usize,
    people: Cell<usize>,
}

impl<'a> Walk<'a> {
    pub fn new(
        place: &'a Place,
        (before, door): (&'a Door, &'a Door),
        rules: Rules,
        size: Size,
        changes: usize,
    ) -> Self {
        let people = Cell::new(0);
        Self {
            place,
            door,
            before,
            rules,
            size,
            changes,
            people,
        }
    }

    /// Walks until nothing is left that could be pressed.
    pub async fn from(&self, beginning: &Beginning) -> Graph {
        self.walk(beginning, false).await
    }

    /// The shortest way to where somebody is signed in and has something to sign in by; none where there is none.
    pub async fn shortest(&self, beginning: &Beginning) -> Option<Vec<Button>> {
        let graph = self.walk(beginning, true).await;
        let goal = graph.nodes.into_values().find(|node| node.goal);
        goal.map(|node| node.path)
    }

    async fn walk(&self, beginning: &Beginning, until_goal: bool) -> Graph {
        let mut graph = Graph::default();
        let mut queue = Queue::from_here();
        while let Some(path) = queue.next(&graph) {
            let mut person = self.at(beginning, &path).await;
            let here = state(&person).await;
            let mut node = Node {
                path: path.clone(),
                goal: is_goal(&person).await,
                open: false,
                edges: Vec::new(),
            };
            let found = node.goal && until_goal;
            let most = beginning.things.len() + 1;
            let changed = path.iter().filter(|button| button.changes()).count();
            for button in buttons(&person, self.size, most).await {
                if found {
                    break;
                }
                let last = button.changes() && changed >= self.changes;
                if last && (node.open || !button.might_help()) {
                    continue;
                }
                let Some(pressed) = person.press(&button).await else {
                    continue;
                };
                if last {
                    node.open = true;
                    person = self.at(beginning, &path).await;
                    continue;
                }
                let there = state(&person).await;
                if there == here {
                    continue;
                }
                let later = button.changes() && !until_goal;
                let path = [path.as_slice(), std::slice::from_ref(&button)].concat();
                queue.add(later, there.clone(), path);
                node.edges.push((button, pressed.told, there));
                person = self.at(beginning, &node.path).await;
            }
            graph.nodes.entry(here).or_insert(node);
            if found {
                break;
            }
        }
        graph
    }

    /// Somebody who has begun so and has pressed these.
    async fn at(&self, beginning: &Beginning, path: &[Button]) -> Person<'a> {
        self.people.set(self.people.get() + 1);
        let name = format!("walker{}", self.people.get());
        undecide(self.door, self.rules).await;
        let mut person = begin(self, name, beginning).await;
        decide(self.door, self.rules).await;
        for button in path {
            let pressed = person.press(button).await;
            assert!(pressed.is_some(), "{beginning:?} {path:?}: {button:?}");
        }
        person
    }
}

/// Paths whose ends are looked at next: all that one more change leads to come after those that fewer do.
struct Queue {
    now: VecDeque<(State, Vec<Button>)>,
    later: VecDeque<(State, Vec<Button>)>,
    seen: BTreeSet<State>,
}

impl Queue {
    fn from_here() -> Self {
        Self {
            now: VecDeque::from([(State::new(), Vec::new())]),
            later: VecDeque::new(),
            seen: BTreeSet::new(),
        }
    }

    fn add(&mut self, later: bool, state: State, path: Vec<Button>) {
        match later {
            true => self.later.push_back((state, path)),
            false if self.seen.insert(state.clone()) => self.now.push_back((state, path)),
            false => {}
        }
    }

    /// The next path to a state that nobody has been in.
    fn next(&mut self, graph: &Graph) -> Option<Vec<Button>> {
        loop {
            if self.now.is_empty() {
                std::mem::swap(&mut self.now, &mut self.later);
                self.seen.clear();
            }
            let (state, path) = self.now.pop_front()?;
            if !graph.nodes.contains_key(&state) {
                return Some(path);
            }
        }
    }
}

impl Graph {
    /// From which states the goal can be reached, and in how few presses; waits count as one.
    fn ways(&self) -> BTreeMap<&State, usize> {
        let mut far: BTreeMap<&State, usize> = BTreeMap::new();
        for (state, node) in &self.nodes {
            if node.goal || node.open {
                far.insert(state, if node.goal { 0 } else { FAR });
            }
        }
        loop {
            let mut nearer = Vec::new();
            for (state, node) in &self.nodes {
                let next = node.edges.iter().filter_map(|(_, _, there)| far.get(there));
                if let Some(best) = next.min()
                    && far.get(state).is_none_or(|known| *known > best + 1)
                {
                    nearer.push((state, best + 1));
                }
            }
            if nearer.is_empty() {
                return far;
            }
            far.extend(nearer);
        }
    }

    /// Buttons that lead to where only an administrator helps, from where somebody would have got on, and of which no
    /// page said so: with the way to each.
    pub fn traps(&self, begun: &Beginning) -> Vec<String> {
        let far = self.ways();
        let mut traps = Vec::new();
        for (state, node) in &self.nodes {
            for (button, told, there) in &node.edges {
                let waits = matches!(button, Button::WaitMoment | Button::WaitDay);
                let had_a_way = far.contains_key(state);
                if had_a_way && !far.contains_key(there) && !told && !waits {
                    let path = &node.path;
                    traps.push(format!(
                        "{begun:?}, {path:?}, {button:?}:\n  {state}\n  {there}"
                    ));
                }
            }
        }
        traps
    }
}
