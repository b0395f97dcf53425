import type { ComponentChildren } from 'preact'
import type { Problem } from '../api/call.ts'
import type { Resource } from '../api/resource.ts'
import { role } from '../session.ts'
import { texts } from '../texts/index.ts'
import { Button } from './button.tsx'
import { Icon, type IconName } from './icon.tsx'

export type Mood = 'good' | 'warn' | 'bad' | 'plain'

const ICONS: Readonly<Record<Mood, IconName>> = { good: 'check', warn: 'warn', bad: 'warn', plain: 'info' }

/** Something to know. What went wrong is announced at once. */
export const Notice = ({ mood = 'plain', children }: { mood?: Mood; children: ComponentChildren }) => (
  <div class={`notice ${mood}`} role={mood === 'bad' ? 'alert' : undefined}>
    <Icon name={ICONS[mood]} />
    <div>{children}</div>
  </div>
)

/** What went wrong, in our words where we have some, else in those of the API. */
export function sayProblem({ code, message }: Problem): string {
  const t = texts.value
  if (code === 'not_permitted') return t.problems.not_permitted(t.roles[role.value])
  if (code === 'offline' || code === 'internal' || code === 'changed_meanwhile') return t.problems[code]
  return message
}

/** A failed call, with a way on. */
export const Failure = ({ problem, onRetry }: { problem: Problem | undefined; onRetry?: () => void }) =>
  problem ? (
    <Notice mood="bad">
      <p>{sayProblem(problem)}</p>
      {onRetry && (
        <p>
          <Button size="small" onPress={onRetry}>
            {texts.value.common.retry}
          </Button>
        </p>
      )}
    </Notice>
  ) : null

/** Stands for something that is being loaded. */
export const Ghost = () => (
  <div class="ghost" role="status" aria-label={texts.value.common.loading}>
    <span />
    <span />
    <span />
  </div>
)

/** What a resource holds, or that it is being loaded, or why it cannot be. */
export function Loaded<T>({ of, children }: { of: Resource<T>; children: (data: T) => ComponentChildren }) {
  if (of.data !== undefined) return <>{children(of.data)}</>
  return of.problem ? <Failure problem={of.problem} onRetry={of.reload} /> : <Ghost />
}

/** Nothing here yet, and what to do about it. */
export const Empty = ({ children }: { children: ComponentChildren }) => <div class="empty">{children}</div>

/** A state as a colour and a shape; the text beside it says the same. */
export const Light = ({ state }: { state: 'good' | 'warn' | 'bad' | 'idle' }) => (
  <span class={`light ${state}`} aria-hidden="true" />
)

/** Progress from 0 to 1. */
export const Meter = ({ value, label }: { value: number; label: string }) => (
  <div
    class="meter"
    role="progressbar"
    aria-label={label}
    aria-valuemin={0}
    aria-valuemax={100}
    aria-valuenow={Math.round(value * 100)}
  >
    <span style={{ width: `${Math.round(value * 100)}%` }} />
  </div>
)
