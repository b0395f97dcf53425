import { h, render } from 'preact'
import { useEffect, useRef } from 'preact/hooks'
import type { Recommendation } from '../../schema/serving/recommendations.ts'
import { Bundle } from '../../widget/view/bundle.tsx'
import { Carousel } from '../../widget/view/carousel.tsx'
import layoutsSheet from '../../widget/view/layouts.css'
import panelSheet from '../../widget/view/panel.css'
import { Panel, Root } from '../../widget/view/panel.tsx'
import { cardsOf } from '../../widget/view/shown.ts'
import { untouched } from '../../widget/view/ui.ts'
import { texts } from '../texts/index.ts'

const LAYOUTS = { grid: Panel, list: Panel, carousel: Carousel, bundle: Bundle }

let sheet: CSSStyleSheet | undefined
function sheetOfPanels(): CSSStyleSheet {
  if (!sheet) {
    sheet = new CSSStyleSheet()
    sheet.replaceSync(panelSheet + layoutsSheet)
  }
  return sheet
}

type Props = { answer: Recommendation; width?: number | undefined }

/** A panel as shoppers see it, or that nothing is shown. */
export function PanelView(props: Props) {
  const t = texts.value.start
  if (cardsOf(props.answer).length > 0) return <Host {...props} />
  return <p class="soft">{props.answer.items.length > 0 ? t.no_cards : t.no_panel}</p>
}

/** The widget's own views and style sheet, in a shadow root. Its presses do nothing, and it reports nothing. */
function Host({ answer, width }: Props) {
  const host = useRef<HTMLDivElement>(null)
  useEffect(() => {
    const element = host.current
    if (!element) return
    const root = element.shadowRoot ?? element.attachShadow({ mode: 'open' })
    root.adoptedStyleSheets = [sheetOfPanels()]
    const ui = { ...untouched(), on: () => {} }
    render(h(Root, { Drawn: LAYOUTS[answer.panel.layout], shown: answer, ui }), root)
    // A link leads out of the console, into the shop.
    const stay = (event: Event) => {
      if (event.composedPath().some((one) => one instanceof HTMLAnchorElement)) event.preventDefault()
    }
    root.addEventListener('click', stay)
    return () => root.removeEventListener('click', stay)
  }, [answer])
  return (
    <div class="frame" style={width ? { maxWidth: `${width}px` } : undefined}>
      <div ref={host} />
    </div>
  )
}
