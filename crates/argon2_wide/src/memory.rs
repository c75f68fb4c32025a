//! The memory that a hash fills, kept from one hash to the next, and the kernel that fills it.

use zeroize::Zeroize;

use crate::Error;
#[cfg(target_arch = "x86_64")]
use crate::wide::{Block, Width};

/// Which instructions fill the memory.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kernel {
    /// Eight words at a time.
    Avx512,
    /// Four words at a time.
    Avx2,
    Plain,
}

impl Kernel {
    /// Every kernel, fastest first.
    pub const ALL: [Self; 3] = [Self::Avx512, Self::Avx2, Self::Plain];

    /// Whether this machine has its instructions.
    #[must_use]
    pub fn is_available(self) -> bool {
        #[cfg(target_arch = "x86_64")]
        if Width::of(self).is_some() {
            return true;
        }
        self == Self::Plain
    }
}

/// Memory for one hash at a time. It is taken from the system when it is first needed, grows to the
/// largest hash it has made, and is given back when it is dropped.
///
/// Between hashes it holds what the last one was computed from, as RustCrypto's does: to overwrite
/// it would cost a tenth of a hash, and whoever reads the memory of this process reads passwords as
/// they come in. Our kernels overwrite at once the last block, of which the tag is made; all is
/// overwritten before it is given back.
pub struct Memory {
    kernel: Kernel,
    #[cfg(target_arch = "x86_64")]
    wide: Vec<Block>,
    plain: Vec<argon2::Block>,
}

impl Memory {
    /// Filled by the fastest kernel that this machine has.
    #[must_use]
    pub fn new() -> Self {
        let mut all = Kernel::ALL.into_iter();
        let fastest = all.find(|kernel| kernel.is_available());
        Self::of(fastest.unwrap_or(Kernel::Plain))
    }

    /// Filled by this kernel, or by RustCrypto's where the machine lacks its instructions.
    #[must_use]
    pub const fn of(kernel: Kernel) -> Self {
        Self {
            kernel,
            #[cfg(target_arch = "x86_64")]
            wide: Vec::new(),
            plain: Vec::new(),
        }
    }

    /// What fills it when there is one lane.
    #[must_use]
    pub const fn kernel(&self) -> Kernel {
        self.kernel
    }

    /// What it has taken from the system, in KiB.
    #[must_use]
    pub const fn taken(&self) -> usize {
        #[cfg(target_arch = "x86_64")]
        let wide = self.wide.len();
        #[cfg(not(target_arch = "x86_64"))]
        let wide = 0;
        wide.saturating_add(self.plain.len())
    }

    #[cfg(target_arch = "x86_64")]
    pub(crate) fn wide(&mut self, blocks: usize) -> Result<&mut [Block], Error> {
        first(&mut self.wide, blocks)
    }

    pub(crate) fn plain(&mut self, blocks: usize) -> Result<&mut [argon2::Block], Error> {
        first(&mut self.plain, blocks)
    }
}

/// The first so many blocks, which are taken from the system if they aren't there.
fn first<B: Clone + Default>(blocks: &mut Vec<B>, wanted: usize) -> Result<&mut [B], Error> {
    if let Some(missing) = wanted.checked_sub(blocks.len()) {
        blocks
            .try_reserve_exact(missing)
            .map_err(|_| Error::OutOfMemory)?;
        blocks.resize(wanted, B::default());
    }
    blocks.get_mut(..wanted).ok_or(Error::OutOfMemory)
}

impl Default for Memory {
    fn default() -> Self {
        Self::new()
    }
}

impl Drop for Memory {
    fn drop(&mut self) {
        #[cfg(target_arch = "x86_64")]
        self.wide.zeroize();
        self.plain.zeroize();
    }
}
