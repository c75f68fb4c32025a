//! One block of memory.
#![allow(
    clippy::indexing_slicing,
    reason = "what is left after a division is inside"
)]

use zeroize::Zeroize;

/// 1 KiB: 128 words, which §3.5 reads as eight rows of sixteen. Here they are kept transposed,
/// sixteen times eight, so that the words with which the eight rows begin lie side by side, and one
/// instruction takes the same step in eight rows (or in four: either half).
#[derive(Clone, Copy, Default)]
#[repr(C, align(64))]
pub(crate) struct Block(pub(super) [[[u64; 4]; 2]; 16]);

impl Block {
    pub(super) const WORDS: usize = 128;
    pub(super) const BYTES: usize = 8 * Self::WORDS;

    /// A word by its number in the RFC.
    #[inline(always)]
    pub(super) fn word(&self, number: usize) -> u64 {
        self.0[number % 16][number / 64 % 2][number / 16 % 4]
    }

    /// A word by its number in the RFC, to write.
    #[inline(always)]
    pub(super) fn word_mut(&mut self, number: usize) -> &mut u64 {
        &mut self.0[number % 16][number / 64 % 2][number / 16 % 4]
    }

    /// Takes the words from their bytes.
    pub(super) fn read(&mut self, bytes: &[u8; Self::BYTES]) {
        let (words, _) = bytes.as_chunks();
        for (number, word) in words.iter().enumerate() {
            *self.word_mut(number) = u64::from_le_bytes(*word);
        }
    }

    /// Gives the words' bytes.
    pub(super) fn write(&self, bytes: &mut [u8; Self::BYTES]) {
        let (words, _) = bytes.as_chunks_mut();
        for (number, word) in words.iter_mut().enumerate() {
            *word = self.word(number).to_le_bytes();
        }
    }
}

impl Zeroize for Block {
    fn zeroize(&mut self) {
        self.0.zeroize();
    }
}
