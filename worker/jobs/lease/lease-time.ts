/** A worker that dies is followed by another after this time, milliseconds. Longer than any step between two pauses. */
export const LEASE_MS = 5_000
