/** Duration of a lease in milliseconds: longer than any step between two pauses. After it another worker continues the job. */
export const LEASE_MS = 5_000
