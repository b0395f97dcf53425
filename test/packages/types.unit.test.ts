import { readFileSync } from 'node:fs'
import type { ComponentProps } from 'react'
import { describe, expect, expectTypeOf, it } from 'vitest'
import type * as api from '../../packages/client/src/index.ts'
import { Pairwell } from '../../packages/client/src/index.ts'
import type { PairwellOffer, PairwellPanel } from '../../packages/react/src/index.ts'
import type { RunningExperiment } from '../../packages/server/src/index.ts'
import type * as vue from '../../packages/vue/src/index.ts'
import type * as widget from '../../packages/widget/src/index.ts'
import type { ErrorCode } from '../../vocabulary/errors.ts'
import type { INTENTS, PLACEMENTS } from '../../vocabulary/panels.ts'
import type { AddDetail } from '../../widget/lazy/adapter.ts'
import type { Wish } from '../../widget/page/question.ts'
import type { Shown } from '../../widget/view/shown.ts'

const client = new Pairwell({ url: 'https://api.example' })
/** Calls that only the compiler sees. */
const unsent = (_call: () => unknown) => undefined

describe('the client', () => {
  it('answers with the type of the route', () => {
    const call = () => client.call('GET /v1/items/{item_id}', { path: { item_id: 'tea' } })
    expectTypeOf(call).returns.resolves.toEqualTypeOf<api.Item>()
    expectTypeOf<api.Answer<'DELETE /v1/keys/{key_id}'>>().toEqualTypeOf<undefined>()
    expectTypeOf<api.Answer<'GET /v1/imports/{import_id}/report.txt'>>().toEqualTypeOf<string>()
    expectTypeOf<api.ListItem<'GET /v1/items'>>().toEqualTypeOf<api.Item>()
    expectTypeOf<api.ErrorCode>().toEqualTypeOf<ErrorCode>()
    expectTypeOf<api.ApiError['code']>().toEqualTypeOf<ErrorCode>()
  })

  it('asks for what the route needs, and takes nothing else', () => {
    unsent(() => client.call('GET /v1/status'))
    // @ts-expect-error the id is missing
    unsent(() => client.call('GET /v1/items/{item_id}'))
    // @ts-expect-error there is no such route
    unsent(() => client.call('GET /v1/nothing'))
    // @ts-expect-error there is no such placement
    unsent(() => client.call('GET /v1/recommendations', { query: { placement: 'basket' } }))
    // @ts-expect-error there is no such field
    unsent(() => client.call('POST /v1/keys', { body: { kind: 'secret', color: 'red' } }))
    // @ts-expect-error this is no list
    unsent(() => client.list('GET /v1/status'))
    expectTypeOf<api.ListRoute>().extract<'GET /v1/orders'>().toEqualTypeOf<'GET /v1/orders'>()
    expectTypeOf<api.ListRoute>().extract<'GET /v1/status'>().toBeNever()
  })

  it('takes files of every kind', () => {
    type File = Parameters<typeof client.upload>[1]
    expectTypeOf<Blob>().toExtend<File>()
    expectTypeOf<ReadableStream<Uint8Array>>().toExtend<File>()
    expectTypeOf<AsyncGenerator<Uint8Array>>().toExtend<File>()
    expectTypeOf<() => string>().toExtend<File>()
    expectTypeOf<number>().not.toExtend<File>()
  })
})

it('the experiment of a public answer is what the server draws in', () => {
  type Answered = NonNullable<api.Recommendation['experiment']>
  expectTypeOf<Answered>().toExtend<RunningExperiment>()
})

describe('the widget', () => {
  it('has the details and answers of the widget itself', () => {
    expectTypeOf<widget.AddDetail>().toEqualTypeOf<AddDetail>()
    expectTypeOf<widget.Question>().toExtend<{ [Name in keyof Wish]?: Wish[Name] | undefined }>()
    expectTypeOf<keyof widget.Question>().toEqualTypeOf<keyof Wish>()
    expectTypeOf<keyof widget.PanelAnswer>().toEqualTypeOf<keyof Shown>()
    expectTypeOf<widget.Recommendation>().toEqualTypeOf<api.Recommendation>()
  })

  it('has the words of the vocabulary', () => {
    expectTypeOf<widget.Intent>().toEqualTypeOf<(typeof INTENTS)[number]>()
    expectTypeOf<widget.Placement>().toExtend<(typeof PLACEMENTS)[number]>()
  })

  it('has exactly the attributes that the element observes', () => {
    const element = readFileSync('widget/page/element.ts', 'utf8')
    const [, list = ''] = /observedAttributes = \[([^\]]+)\]/.exec(element) ?? []
    const attributes: { [Name in keyof Required<widget.PanelAttributes>]: true } = {
      ...{ placement: true, intent: true, 'item-id': true, 'cart-item-ids': true, limit: true },
    }
    expect(list.match(/[a-z-]+/g)?.sort()).toEqual(Object.keys(attributes).sort())
  })

  it('has the functions that the script gives window.pairwell', () => {
    const code = readFileSync('widget/page/api.ts', 'utf8')
    const [, body = ''] = /Object\.assign\(api, \{\n([\s\S]*?)\n {2}\}\)/.exec(code) ?? []
    const names = [...body.matchAll(/^ {4}(\w+):/gm)].map(([, name]) => name)
    type Given = Exclude<keyof widget.PairwellApi, keyof widget.PageFunctions>
    const given: Record<Given, true> = {
      ...{
        version: true,
        refresh: true,
        recommend: true,
        consent: true,
        customer: true,
        track: true,
        q: true,
      },
    }
    expect(names.sort()).toEqual(Object.keys(given).sort())
  })
})

describe('the components', () => {
  it('of React have typed props, and every attribute of HTML', () => {
    type Panel = ComponentProps<typeof PairwellPanel>
    expectTypeOf<Panel['cartItemIds']>().toEqualTypeOf<readonly string[] | undefined>()
    expectTypeOf<Panel['onAdd']>().toEqualTypeOf<((detail: AddDetail) => unknown) | undefined>()
    expectTypeOf<Panel>().toHaveProperty('className')
    expectTypeOf<ComponentProps<typeof PairwellOffer>['customerToken']>().toEqualTypeOf<string | undefined>()
  })

  it('of Vue have the same props', () => {
    type Panel = InstanceType<typeof vue.PairwellPanel>['$props']
    expectTypeOf<Panel['cartItemIds']>().toEqualTypeOf<readonly string[] | undefined>()
    expectTypeOf<Panel['intent']>().toEqualTypeOf<widget.Intent | undefined>()
    expectTypeOf<Panel['onAdd']>().toEqualTypeOf<((detail: AddDetail) => unknown) | undefined>()
    type Offer = InstanceType<typeof vue.PairwellOffer>['$props']
    expectTypeOf<Offer['customerToken']>().toEqualTypeOf<string | undefined>()
  })
})
