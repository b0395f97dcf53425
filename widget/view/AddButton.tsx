import type { AddState, Shown } from './shown.ts'

type Props = {
  title: string
  texts: Shown['panel']['texts']
  state: AddState | undefined
  onPress: () => void
}

/**
 * "Add to cart", and how it went. `aria-disabled`, never `disabled`: a disabled button loses the
 * keyboard's focus, and the shopper their place.
 */
export function AddButton({ title, texts, state, onPress }: Props) {
  const busy = state === 'adding'
  return (
    <button
      type="button"
      part={state ? `add ${state}` : 'add'}
      aria-label={state ? `${texts[state]}: ${title}` : texts.add_label.split('{title}').join(title)}
      aria-disabled={busy || undefined}
      aria-busy={busy || undefined}
      onClick={onPress}
    >
      {texts[state ?? 'add']}
    </button>
  )
}
