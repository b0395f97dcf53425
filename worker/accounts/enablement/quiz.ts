import { hash32 } from '../../../engine/numbers/hash.ts'
import type { Quiz, QuizAnswer } from '../../../schema/accounts/enablement.ts'
import { QUIZ_KINDS } from '../../../schema/accounts/enablement.ts'
import type { AccountModelRow } from '../../../schema/accounts/white-space.ts'
import { PairwellError } from '../../../vocabulary/errors.ts'
import { DAY } from '../../../vocabulary/time.ts'
import { readCardFacts } from '../../store/accounts/cards.ts'
import { readChances, readQuizFacts, writeQuizAnswer } from '../../store/accounts/quiz.ts'
import type { AccountScope } from '../../store/accounts/scope.ts'
import type { Store } from '../../store/open.ts'

/** Questions of a day, and the options of one. */
const A_DAY = 5
const OPTIONS = 4
/** Questions that are tried: of some too little is known for a right and a wrong answer. */
const TRIED = 4 * A_DAY
/**
 * Days until a question comes again, by the number of right answers in a row: each pause is twice the one before. A wrong answer begins
 * anew (S. Leitner, So lernt man lernen, 1972).
 */
const PAUSES = [1, 2, 4, 8, 16, 32]

type Kind = (typeof QUIZ_KINDS)[number]
type Question = Quiz['items'][number] & { right: string }

/** Who asks: the member and the accounts that they see. */
export type Learner = { member_id: string; scope: AccountScope }

const idOf = (kind: Kind, family: string): string => `${kind}:${family}`

/** The kind and the family of a question's id. */
function parsed(question: string): { kind: Kind; family: string } | undefined {
  const at = question.indexOf(':')
  const kind = QUIZ_KINDS.find((one) => one === question.slice(0, at))
  return kind && { kind, family: question.slice(at + 1) }
}

/** Texts in an order that depends on the seed alone. */
const shuffled = <T>(list: readonly T[], seed: string, key: (one: T) => string): T[] =>
  [...list].sort((a, b) => hash32(`${seed}:${key(a)}`) - hash32(`${seed}:${key(b)}`))

/** Makes a question; undefined where too little is known for a right and a wrong answer. */
async function questionOf(
  store: Store,
  model: AccountModelRow,
  { scope }: Learner,
  question: string,
): Promise<Question | undefined> {
  const { kind, family } = parsed(question) ?? { kind: 'sells_with' as const, family: '' }
  const number = model.families.indexOf(family)
  const facts = model.facts[number]
  if (!facts) return undefined
  const options = { sells_with: withOptions, who_lacks: lackingOptions, first_item: itemOptions }
  const found = await options[kind]({ store, model, scope, family, number })
  const [right] = found.right
  if (right === undefined || found.wrong.length === 0) return undefined
  const shown = [right, ...shuffled(found.wrong, question, ({ key }) => key).slice(0, OPTIONS - 1)]
  return {
    question,
    kind,
    about: family,
    options: shuffled(shown, question, ({ key }) => key),
    right: right.key,
  }
}

type Asked = { store: Store; model: AccountModelRow; scope: AccountScope; family: string; number: number }
type Option = { key: string; text: string }
type Answers = { right: Option[]; wrong: Option[] }

/** "Which family do accounts that buy this one most often buy, too?" */
async function withOptions({ model, number }: Asked): Promise<Answers> {
  const named = (f: number) => ({ key: model.families[f] ?? '', text: model.families[f] ?? '' })
  const bought = model.facts[number]?.with ?? []
  const near = new Set([number, ...bought.map(([f]) => f)])
  const far = [...model.families.keys()].filter((f) => !near.has(f))
  return { right: bought.slice(0, 1).map(([f]) => named(f)), wrong: far.map(named) }
}

/** "Which of your accounts is the likeliest to open it?" The others buy it already, or are half as likely. */
async function lackingOptions({ store, scope, number }: Asked): Promise<Answers> {
  const chances = await readChances(store, scope, number)
  const [best] = chances
  if (!best || best.p === null) return { right: [], wrong: [] }
  const limit = best.p / 2
  const option = ({ account_id, name }: { account_id: string; name: string }) => ({
    key: account_id,
    text: name,
  })
  return {
    right: [option(best)],
    wrong: chances
      .slice(1)
      .filter(({ p }) => p === null || p <= limit)
      .map(option),
  }
}

/** "With which item do accounts begin?" The others are first items of other families. */
async function itemOptions({ store, model, family, number }: Asked): Promise<Answers> {
  const own = model.facts[number]?.items ?? []
  const others = model.facts.flatMap(({ items }, f) => (f === number ? [] : items.slice(0, 1)))
  const chosen = shuffled(others, family, (id) => id).slice(0, OPTIONS)
  const { titles } = await readCardFacts(store, family, [...own.slice(0, 1), ...chosen])
  const option = (key: string) => ({ key, text: titles.get(key) ?? '' })
  const known = (ids: readonly string[]) => ids.filter((id) => titles.has(id)).map(option)
  return { right: known(own.slice(0, 1)), wrong: known(chosen.filter((id) => !own.includes(id))) }
}

/** Today's questions: those that are due again, the longest first, then new ones about what the member's accounts miss most. */
export async function quizOf(
  store: Store,
  model: AccountModelRow,
  learner: Learner,
  now: number,
): Promise<Quiz> {
  const { missed, answers } = await readQuizFacts(store, learner.scope, learner.member_id)
  const today = Math.floor(now / DAY)
  const doneToday = answers.filter(({ answered_at }) => Math.floor(answered_at / DAY) === today)
  const known = new Map(answers.map((one) => [one.question, one]))
  const due = answers
    .filter((one) => one.due_at <= now && !doneToday.includes(one))
    .map(({ question }) => question)
  const fresh = missed.flatMap(({ f }) => QUIZ_KINDS.map((kind) => idOf(kind, model.families[f] ?? '')))
  const wanted = [...due, ...fresh.filter((question) => !known.has(question))]
  const items: Question[] = []
  for (const question of wanted.slice(0, TRIED)) {
    if (items.length >= A_DAY - doneToday.length) break
    const found = await questionOf(store, model, learner, question)
    if (found) items.push(found)
  }
  return {
    items: items.map(({ right: _, ...one }) => one),
    answered: doneToday.length,
    // Of several answers to one question on a day the last one counts.
    right: doneToday.filter(({ box }) => box > 0).length,
  }
}

/**
 * Judges an answer, and says when the question comes again. A second answer on a day changes nothing.
 * @throws {PairwellError} `unknown_question`
 */
export async function answerQuiz(
  store: Store,
  model: AccountModelRow,
  learner: Learner,
  { question, key }: { question: string; key: string },
  now: number,
): Promise<{ is_right: boolean; right_key: string; due_at: number }> {
  const found = await questionOf(store, model, learner, question)
  if (!found)
    throw new PairwellError(
      'unknown_question',
      'There is no such question. GET /v1/quiz lists those of today.',
    )
  const { answers } = await readQuizFacts(store, learner.scope, learner.member_id)
  const before: QuizAnswer | undefined = answers.find((one) => one.question === question)
  const isRight = key === found.right
  if (before && Math.floor(before.answered_at / DAY) === Math.floor(now / DAY)) {
    return { is_right: isRight, right_key: found.right, due_at: before.due_at }
  }
  const box = isRight ? Math.min((before?.box ?? 0) + 1, PAUSES.length - 1) : 0
  const due_at = now + (PAUSES[box] ?? 1) * DAY
  await writeQuizAnswer(
    store,
    { member_id: learner.member_id, question, box, due_at, answered_at: now },
    isRight,
  )
  return { is_right: isRight, right_key: found.right, due_at }
}
