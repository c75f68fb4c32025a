//! What rooms remember on this node, one value a type. A room brings its own, and the house names none of them. It is
//! looked at several times a request, so looking takes no lock and counts no reference.

use std::any::Any;
use std::sync::OnceLock;

/// A list that grows at its end alone.
#[derive(Default)]
pub(super) struct Memory(OnceLock<Box<Node>>);

struct Node {
    value: Box<dyn Any + Send + Sync>,
    next: Memory,
}

impl Node {
    fn of(value: impl Any + Send + Sync) -> Box<Self> {
        Box::new(Self {
            value: Box::new(value),
            next: Memory::default(),
        })
    }
}

impl Memory {
    /// The value of that type, made when it is first asked for.
    pub(super) fn get<T: Any + Default + Send + Sync>(&self) -> &T {
        let mut end = self;
        loop {
            // Whoever else comes to the end at this moment may put another type there; then it goes on.
            let node = end.0.get_or_init(|| Node::of(T::default()));
            if let Some(found) = node.value.downcast_ref() {
                return found;
            }
            end = &node.next;
        }
    }

    /// Puts a value there; whether none was there yet. One that is there stays.
    pub(super) fn put<T: Any + Send + Sync>(&self, it: T) -> bool {
        let (mut end, mut new) = (self, Node::of(it));
        loop {
            let Err(back) = end.0.set(new) else {
                return true;
            };
            let Some(node) = end.0.get().filter(|node| !node.value.is::<T>()) else {
                return false;
            };
            (end, new) = (&node.next, back);
        }
    }
}

#[cfg(test)]
mod tests {
    use std::sync::atomic::{AtomicU8, AtomicUsize, Ordering};

    use super::*;

    #[derive(Default)]
    struct Counter(AtomicU8);

    #[test]
    fn each_type_has_one_value_which_stays() {
        let memory = Memory::default();
        memory.get::<Counter>().0.fetch_add(3, Ordering::Relaxed);
        memory.get::<AtomicU8>().fetch_add(7, Ordering::Relaxed);
        assert_eq!(memory.get::<Counter>().0.load(Ordering::Relaxed), 3);
        assert_eq!(memory.get::<AtomicU8>().load(Ordering::Relaxed), 7);
        assert!(!memory.put(Counter(AtomicU8::new(9))));
        assert_eq!(memory.get::<Counter>().0.load(Ordering::Relaxed), 3);
        assert!(memory.put(AtomicUsize::new(9)));
        assert_eq!(memory.get::<AtomicUsize>().load(Ordering::Relaxed), 9);
    }

    #[test]
    fn of_many_that_come_at_once_each_finds_the_same_value_of_each_type() {
        for _ in 0..200 {
            let memory = Memory::default();
            std::thread::scope(|all| {
                for n in 0..8 {
                    let memory = &memory;
                    all.spawn(move || match n % 2 {
                        0 => drop(memory.get::<AtomicU8>().fetch_add(1, Ordering::Relaxed)),
                        _ => drop(memory.get::<Counter>().0.fetch_add(1, Ordering::Relaxed)),
                    });
                }
            });
            let counted = memory.get::<Counter>().0.load(Ordering::Relaxed);
            assert_eq!(
                (counted, memory.get::<AtomicU8>().load(Ordering::Relaxed)),
                (4, 4)
            );
        }
    }
}
