import { h, type VNode } from './node.ts'
import type { AddState, Shown } from './shown.ts'
import { say } from './texts.ts'

/**
 * The button "Add to cart" with its state. `aria-disabled`, never `disabled`: a disabled button loses the keyboard focus.
 */
export function addButton(
  { title }: { title: string },
  texts: Shown['panel']['texts'],
  state: AddState | undefined,
  onPress: () => void,
): VNode {
  const busy = state === 'adding' ? 'true' : undefined
  return h(
    'button',
    {
      type: 'button',
      part: state ? `add ${state}` : 'add',
      'aria-label': state ? `${say(texts, state)}: ${title}` : say(texts, 'add_label', 'title', title),
      'aria-disabled': busy,
      'aria-busy': busy,
      onclick: onPress,
    },
    say(texts, state ?? 'add'),
  )
}
