import type { ComponentChildren } from 'preact'
import { texts } from '../texts/index.ts'
import { Button, Code } from './button.tsx'
import { Dialog } from './dialog.tsx'

/** Asks before something is lost, or with `kind="primary"` before something begins; `children` say what it means. */
export const Sure = (props: {
  title: string
  yes: string
  kind?: 'danger' | 'primary'
  onYes: () => void
  onClose: () => void
  children?: ComponentChildren
}) => (
  <Dialog title={props.title} onClose={props.onClose}>
    {props.children}
    <div class="row">
      <Button
        kind={props.kind ?? 'danger'}
        onPress={() => {
          props.onYes()
          props.onClose()
        }}
      >
        {props.yes}
      </Button>
      <Button onPress={props.onClose}>{texts.value.common.cancel}</Button>
    </div>
  </Dialog>
)

/** A secret that is shown once, to be copied. */
export const Secret = (props: { title: string; text: string; note: string; onClose: () => void }) => (
  <Dialog title={props.title} onClose={props.onClose}>
    <Code text={props.text} what={props.title} />
    <p class="soft">{props.note}</p>
    <div>
      <Button onPress={props.onClose}>{texts.value.common.close}</Button>
    </div>
  </Dialog>
)
