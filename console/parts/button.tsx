import type { ComponentChildren } from 'preact'
import { useEffect, useState } from 'preact/hooks'
import { texts } from '../texts/index.ts'
import { Icon, type IconName } from './icon.tsx'
import { Scroll } from './scroll.tsx'

type Props = {
  kind?: 'primary' | 'plain' | 'quiet' | 'danger'
  size?: 'small'
  icon?: IconName
  /** The press is being worked on; a further one is ignored. */
  busy?: boolean | undefined
  disabled?: boolean | undefined
  /** Name for screen readers, where the text alone does not say what is meant. */
  label?: string
  type?: 'button' | 'submit'
  onPress?: () => void
  children: ComponentChildren
}

/** A button. While it is busy it keeps the focus, which `disabled` would take away. */
export const Button = ({
  kind = 'plain',
  size,
  icon,
  busy,
  disabled,
  label,
  type,
  onPress,
  children,
}: Props) => (
  <button
    type={type ?? 'button'}
    class={`button ${kind} ${size ?? ''}`}
    aria-disabled={busy || undefined}
    aria-busy={busy || undefined}
    aria-label={label}
    disabled={disabled}
    onClick={(event) => {
      if (busy) event.preventDefault()
      else onPress?.()
    }}
  >
    {icon && <Icon name={icon} />}
    {children}
  </button>
)

/** Milliseconds for which a button says that it has copied. */
const COPIED = 2_000

/** Copies a text. Where the browser does not allow that, the text is selected for the reader to copy. */
export function CopyButton({ text, what }: { text: string; what: string }) {
  const [copied, setCopied] = useState(false)
  useEffect(() => {
    if (!copied) return
    const timer = setTimeout(() => setCopied(false), COPIED)
    return () => clearTimeout(timer)
  }, [copied])
  const t = texts.value.common
  const copy = () =>
    navigator.clipboard?.writeText(text).then(
      () => setCopied(true),
      () => setCopied(false),
    )
  return (
    <Button size="small" icon={copied ? 'check' : 'copy'} label={`${t.copy}: ${what}`} onPress={copy}>
      <span aria-live="polite">{copied ? t.copied : t.copy}</span>
    </Button>
  )
}

/** Code to paste elsewhere. */
export const Code = ({ text, what }: { text: string; what: string }) => (
  <div class="code">
    <Scroll label={what}>
      <pre>{text}</pre>
    </Scroll>
    <CopyButton text={text} what={what} />
  </div>
)
