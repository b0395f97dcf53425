import type { Statements } from './batch.ts'

/** Statements of one invocation: D1 allows 1,000, and a tenth stays free for handing over and for what is not counted here. */
export const MAX_STATEMENTS = 900

/** The statements that an invocation has sent. */
export class Budget {
  spent = 0

  get left(): number {
    return MAX_STATEMENTS - this.spent
  }
}

/** The database with a counter: each statement is prepared once for each time that it is sent, alone or in a batch. */
export const counted = <Bound extends Statements>(d1: Bound, budget: Budget): Bound =>
  new Proxy(d1, {
    get(target, name) {
      if (name === 'prepare') {
        return (text: string) => {
          budget.spent += 1
          return target.prepare(text)
        }
      }
      const member: unknown = Reflect.get(target, name)
      return typeof member === 'function' ? member.bind(target) : member
    },
  })
