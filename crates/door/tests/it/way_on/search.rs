//! The walk: from a beginning every button is pressed in every state that is come to, and the graph is looked at.

use std::cell::Cell;
use std::collections::{BTreeMap, BTreeSet, VecDeque};

use door::Door;
use testing::Place;

use super::beginning::{Beginning, begin};
use super::person::{Button, Person};
use super::state::{Size, State, buttons, is_goal, state};
use super::{Rules, decide, undecide};

/// How far a way is whose end wasn't looked at.
const FAR: usize = 1_000;

/// A state that was come to, and how.
pub struct Node {
    pub path: Vec<Button>,
    /// Whether somebody is signed in and has something to sign in by.
    pub goal: bool,
    /// Whether nothing was pressed there any more.
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
    pub rules: Rules,
    pub size: Size,
    /// After how many presses nothing more is pressed.
    pub presses: usize,
    people: Cell<usize>,
}

impl<'a> Walk<'a> {
    pub fn new(place: &'a Place, door: &'a Door, rules: Rules, size: Size, presses: usize) -> Self {
        let people = Cell::new(0);
        Self {
            place,
            door,
            rules,
            size,
            presses,
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
        let mut queue = VecDeque::from([Vec::new()]);
        let mut queued = BTreeSet::new();
        while let Some(path) = queue.pop_front() {
            let mut person = self.at(beginning, &path).await;
            let here = state(&person).await;
            let node = Node {
                path: path.clone(),
                goal: is_goal(&person).await,
                open: path.len() >= self.presses,
                edges: Vec::new(),
            };
            let ends = node.open || (node.goal && until_goal);
            let found = node.goal && until_goal;
            queued.insert(here.clone());
            graph.nodes.insert(here.clone(), node);
            if found {
                return graph;
            }
            if ends {
                continue;
            }
            let most = beginning.things.len() + 1;
            for button in buttons(&person, self.size, most).await {
                let Some(pressed) = person.press(&button).await else {
                    continue;
                };
                let there = state(&person).await;
                if there == here {
                    continue;
                }
                let edge = (button.clone(), pressed.told, there.clone());
                graph.nodes.get_mut(&here).unwrap().edges.push(edge);
                if queued.insert(there) {
                    queue.push_back([path.as_slice(), &[button]].concat());
                }
                person = self.at(beginning, &path).await;
            }
        }
        graph
    }

    /// Somebody who has begun so and has pressed these.
    async fn at(&self, beginning: &Beginning, path: &[Button]) -> Person<'a> {
        self.people.set(self.people.get() + 1);
        let name = format!("walker{}", self.people.get());
        undecide(self.door, self.rules).await;
        let mut person = begin(self.place, self.door, name, beginning).await;
        decide(self.door, self.rules).await;
        for button in path {
            let pressed = person.press(button).await;
            assert!(pressed.is_some(), "{beginning:?} {path:?}: {button:?}");
        }
        person
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
                let had_a_way = far.get(state).is_some_and(|far| *far < FAR);
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
