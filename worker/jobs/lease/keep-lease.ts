import { type JobLease, LostLease } from './lease.ts'
import { LEASE_MS } from './lease-time.ts'

/** Renews a lease while another server is slow; if the lease is lost, `stop` aborts the request. */
export function keepLease(lease: JobLease, stop: AbortController) {
  let lost: LostLease | undefined
  const renewal = setInterval(() => {
    lease.pause().catch((thrown: unknown) => {
      if (thrown instanceof LostLease) lost = thrown
      stop.abort()
    })
  }, LEASE_MS / 3)
  return {
    /** @throws {LostLease} when the lease was lost, so that the failure is not counted as that of the server */
    check: () => {
      if (lost) throw lost
    },
    end: () => clearInterval(renewal),
  }
}
