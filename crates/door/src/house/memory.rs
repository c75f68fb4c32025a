//! What rooms remember on this node, one value a type. A room brings its own, and the house names none of them.

use std::any::{Any, TypeId};
use std::collections::HashMap;
use std::sync::{Arc, PoisonError, RwLock};

type Anything = Arc<dyn Any + Send + Sync>;

#[derive(Default)]
pub(super) struct Memory(RwLock<HashMap<TypeId, Anything>>);

impl Memory {
    /// The value of that type, made when it is first asked for.
    pub(super) fn get<T: Default + Send + Sync + 'static>(&self) -> Arc<T> {
        let there = {
            let all = self.0.read().unwrap_or_else(PoisonError::into_inner);
            all.get(&TypeId::of::<T>()).cloned()
        };
        let there = there.unwrap_or_else(|| {
            let mut all = self.0.write().unwrap_or_else(PoisonError::into_inner);
            let new = || Arc::new(T::default()) as Anything;
            Arc::clone(all.entry(TypeId::of::<T>()).or_insert_with(new))
        });
        // Under a type's id there is never another type.
        there.downcast().unwrap_or_default()
    }

    /// Puts a value in the place of the one that was there.
    pub(super) fn put<T: Send + Sync + 'static>(&self, it: T) {
        let mut all = self.0.write().unwrap_or_else(PoisonError::into_inner);
        all.insert(TypeId::of::<T>(), Arc::new(it));
    }
}

#[cfg(test)]
mod tests {
    use std::sync::atomic::{AtomicU8, Ordering};

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
        memory.put(Counter(AtomicU8::new(9)));
        assert_eq!(memory.get::<Counter>().0.load(Ordering::Relaxed), 9);
    }
}
