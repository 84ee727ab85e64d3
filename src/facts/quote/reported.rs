//! Indirect speech: the clause that a verb of speech governs.
