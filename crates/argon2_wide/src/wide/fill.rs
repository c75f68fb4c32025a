//! The order in which blocks are made, and which earlier one each is made of (RFC 9106 §3.2, §3.4).
#![allow(
    clippy::arithmetic_side_effects,
    clippy::cast_possible_truncation,
    reason = "positions are smaller than the length of memory, and the program has 64 bits where \
              this is built"
)]

use pulp::NullaryFnOnce;

use super::block::Block;

/// In so many slices memory is made in each pass.
const SLICES: usize = 4;

/// Argon2id's number among the Argon2s (§3.2).
const ARGON2ID: u64 = 2;

/// What a width of instructions can do.
pub(super) trait Compress: Copy {
    /// Makes `out` the compression of two others (§3.5); in later passes, `over` what was there.
    ///
    /// Its first word is told as soon as it is known: which block is to be read next hangs on it,
    /// and the rest of the work covers some of the way from memory.
    fn compress(self, x: &Block, y: &Block, out: &mut Block, over: bool, first: impl FnOnce(u64));

    /// Asks for a block that is to be read soon. Nothing is read: where it points doesn't matter.
    fn prefetch(self, block: *const Block);
}

/// Fills memory of which the first two blocks are there.
pub(super) struct Fill<'a, C> {
    pub by: C,
    pub blocks: &'a mut [Block],
    pub passes: u32,
}

impl<C: Compress> NullaryFnOnce for Fill<'_, C> {
    /// Nothing if a block was to be made of itself or of one outside, which the order rules out.
    type Output = Option<()>;

    #[inline(always)]
    fn call(mut self) -> Option<()> {
        for pass in 0..self.passes {
            for slice in 0..SLICES {
                let segment = Segment {
                    pass,
                    slice,
                    length: self.blocks.len() / SLICES,
                };
                if pass == 0 && slice < SLICES / 2 {
                    self.independently(segment)?;
                } else {
                    self.dependently(segment)?;
                }
            }
        }
        Some(())
    }
}

impl<C: Compress> Fill<'_, C> {
    /// As Argon2i does it: which blocks are read doesn't tell of the password (§3.4.1.2).
    #[inline(always)]
    fn independently(&mut self, segment: Segment) -> Option<()> {
        let lane = 0;
        let numbers = [
            u64::from(segment.pass),
            lane,
            segment.slice as u64,
            self.blocks.len() as u64,
            u64::from(self.passes),
            ARGON2ID,
        ];
        for (start, counter) in (0..segment.length).step_by(Block::WORDS).zip(1..) {
            let chances = self.chances(numbers, counter);
            let end = segment.length.min(start + Block::WORDS);
            for index in start.max(segment.first())..end {
                // All are known beforehand. Two blocks take as long as a read from memory.
                let soon = index + 2;
                if soon < end {
                    self.prefetch(segment.reference(soon, chances.word(soon - start)));
                }
                self.make(segment, index, chances.word(index - start), |_| ())?;
            }
        }
        Some(())
    }

    /// What says which block is read for each of the next 128.
    #[inline(always)]
    fn chances(&self, numbers: [u64; 6], counter: u64) -> Block {
        let mut input = Block::default();
        for (number, value) in numbers.into_iter().chain([counter]).enumerate() {
            *input.word_mut(number) = value;
        }
        let (zero, mut once, mut twice) = Default::default();
        self.by.compress(&zero, &input, &mut once, false, |_| ());
        self.by.compress(&zero, &once, &mut twice, false, |_| ());
        twice
    }

    /// As Argon2d does it: each block says of which one the next is made (§3.4.1.1).
    #[inline(always)]
    fn dependently(&mut self, segment: Segment) -> Option<()> {
        let mut chance = self.blocks.get(self.before(segment.at(0)))?.word(0);
        let (by, blocks) = (self.by, self.blocks.as_ptr());
        for index in 0..segment.length {
            self.make(segment, index, chance, |first| {
                chance = first;
                by.prefetch(blocks.wrapping_add(segment.reference(index + 1, first)));
            })?;
        }
        Some(())
    }

    /// Makes a block of the one before it and of the one that chance names.
    #[inline(always)]
    fn make(
        &mut self,
        segment: Segment,
        index: usize,
        chance: u64,
        first: impl FnOnce(u64),
    ) -> Option<()> {
        let current = segment.at(index);
        let three = [
            self.before(current),
            segment.reference(index, chance),
            current,
        ];
        let [previous, reference, out] = self.blocks.get_disjoint_mut(three).ok()?;
        let over = segment.pass > 0;
        self.by.compress(previous, reference, out, over, first);
        Some(())
    }

    /// The block before; before the first one, the last of the pass before.
    #[inline(always)]
    fn before(&self, at: usize) -> usize {
        at.checked_sub(1).unwrap_or(self.blocks.len() - 1)
    }

    #[inline(always)]
    fn prefetch(&self, at: usize) {
        self.by.prefetch(self.blocks.as_ptr().wrapping_add(at));
    }
}

/// A slice of the lane, in one pass.
#[derive(Clone, Copy)]
struct Segment {
    pass: u32,
    slice: usize,
    length: usize,
}

impl Segment {
    /// What is to be made first: two blocks are there from the beginning.
    #[inline(always)]
    fn first(self) -> usize {
        if self.pass == 0 && self.slice == 0 {
            2
        } else {
            0
        }
    }

    #[inline(always)]
    fn at(self, index: usize) -> usize {
        self.slice * self.length + index
    }

    /// Which block is read for this one (§3.4.2). It may be any that is there, but for the one
    /// before it; late ones are likelier than early ones.
    #[inline(always)]
    fn reference(self, index: usize, chance: u64) -> usize {
        let lane = SLICES * self.length;
        let (oldest, there) = if self.pass == 0 {
            (0, self.at(index) - 1)
        } else {
            let next_slice = (self.slice + 1) % SLICES;
            (next_slice * self.length, lane - self.length + index - 1)
        };
        let j1 = chance & u64::from(u32::MAX);
        let x = (j1 * j1) >> 32;
        let y = (there as u64 * x) >> 32;
        let at = oldest + there - 1 - y as usize;
        if at < lane { at } else { at - lane }
    }
}
