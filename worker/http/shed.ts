import type { Context } from 'hono'
import { createMiddleware } from 'hono/factory'
import { PairwellError } from '../../vocabulary/errors.ts'
import type { App } from './app.ts'

/** Requests of a group of routes that an isolate answers at a time (docs/DECISIONS.md). */
export const MOST_IN_FLIGHT = 64
/** Uploads take long, and each needs memory. */
export const MOST_UPLOADS = 16
/** A beacon that is refused is lost, because no page sends it again; it is small and takes little time. */
export const MOST_BEACONS = 256

/**
 * Admits requests while fewer than `most` of them are being answered, and refuses the others at once: a request that waits in a
 * long queue is answered after its caller has given up, and delays those behind it. Each group of routes has its own, so
 * that a rush of one does not close the others.
 */
export class Admission {
  private running = 0
  private readonly most: number

  constructor(most = MOST_IN_FLIGHT) {
    this.most = most
  }

  /**
   * Takes a place, and returns the function that gives it back.
   * @throws {PairwellError} `busy` if there is none
   */
  enter(): () => void {
    if (this.running >= this.most) {
      throw new PairwellError(
        'busy',
        'Too many requests are being answered at this moment. Try again in a few seconds.',
      )
    }
    this.running += 1
    return () => {
      this.running -= 1
    }
  }
}

/** Sheds the load of the routes behind it: those beyond the admission are answered with 503. */
export const shed = (admissionOf: (c: Context<App>) => Admission) =>
  createMiddleware<App>(async (c, next) => {
    const leave = admissionOf(c).enter()
    try {
      await next()
    } finally {
      leave()
    }
  })

/**
 * The same for routes to which strangers send bodies: the route takes its place when it has read the body (`c.var.bodyIsRead`),
 * because a body that comes slowly must not keep a place.
 */
export const shedAfterBody = (admission: Admission) =>
  createMiddleware<App>(async (c, next) => {
    let leave: (() => void) | undefined
    c.set('bodyIsRead', () => {
      leave = admission.enter()
    })
    try {
      await next()
    } finally {
      leave?.()
    }
  })
