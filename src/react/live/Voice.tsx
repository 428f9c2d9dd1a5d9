'use client'
import { useCallback, useEffect, useRef, type RefObject } from 'react'
import { linkOf } from '../../core/uploader/state.js'
import type { UploadFailure } from '../../core/errors.js'
import { spoken } from '../../locales/format.js'
import { errorText } from '../../locales/messageFor.js'
import { useRemainingTime } from '../view/useRemainingTime.js'
import {
  announce,
  flush,
  type Announcement,
  type AnnouncerMemory,
  type AnnouncerStep,
} from './announcer.js'
import {
  announcementOf,
  dragAnnouncement,
  failureAnnouncement,
  linkAnnouncement,
  linkStage,
} from './announcements.js'
import { useBubble } from './bubble.js'
import { useUploaderContext, type UploaderContextValue } from '../view/context.js'

export { pressEscape } from './escape.js'

type Push = (wish: Announcement | undefined) => void

type Region = RefObject<HTMLElement | null>

/**
 * Says into the live regions what happens, and shows the bubble of one row above what is around it.
 */
export function Voice({ status, alert }: { status: Region; alert: Region }) {
  const push = useAnnouncer(status)
  useStateAnnouncements(push)
  useDragAnnouncements(push)
  useAlert(alert, status)
  useBubble()
  return <LinkAnnouncer push={push} />
}

function useAnnouncer(region: Region): Push {
  const memory = useRef<AnnouncerMemory>({})
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined)
  const apply = useCallback(
    function run(step: AnnouncerStep) {
      memory.current = step.memory
      clearTimeout(timer.current)
      if (step.say !== undefined) write(region.current, step.say)
      if (step.wait !== undefined)
        timer.current = setTimeout(() => run(flush(memory.current, performance.now())), step.wait)
    },
    [region],
  )
  useEffect(() => () => clearTimeout(timer.current), [])
  return useCallback((wish) => apply(announce(memory.current, wish, performance.now())), [apply])
}

/** A no-break space makes a repeated text a new one. */
function write(region: HTMLElement | null, text: string): void {
  const said = spoken(text)
  if (region !== null) region.textContent = region.textContent === said ? `${said}\u00A0` : said
}

function useStateAnnouncements(push: Push): void {
  const { state, view, control, messages } = useUploaderContext()
  const { isCompact: short } = view
  const before = useRef(state)
  useEffect(() => {
    if (before.current === state) return
    const remaining = control.getRemainingSeconds()
    const wish = announcementOf(before.current, state, { remaining, messages, short })
    before.current = state
    if (wish !== null) push(wish)
  }, [state, control, messages, short, push])
}

/** Leaving is told apart from dropping by what follows: a drop changes the state. */
const LEFT_AFTER_MS = 300

function useDragAnnouncements(push: Push): void {
  const { state, messages, chooser } = useUploaderContext()
  const dragged = chooser.dragState
  const before = useRef(dragged)
  useEffect(() => {
    if (before.current === dragged) return
    before.current = dragged
    if (dragged !== null) return push(dragAnnouncement(dragged, state, messages))
    const timer = setTimeout(() => push(dragAnnouncement(null, state, messages)), LEFT_AFTER_MS)
    return () => clearTimeout(timer)
  }, [dragged, state, messages, push])
}

/**
 * Each failure, rejection and stopped submit is said once, when it happens, whatever stands beside
 * it.
 */
function useAlert(region: Region, polite: Region): void {
  const { state, invalid, ...context } = useUploaderContext()
  const failure = state.status === 'error' ? state.error : undefined
  const said = useRef<readonly unknown[]>([])
  const text = useRef<(alarm: Alarm) => string>(() => '')
  useEffect(() => {
    text.current = (alarm) => alarmText(alarm, { state, ...context })
  })
  const { rejection } = state
  useEffect(() => {
    const alarms = [failure, rejection, invalid].filter((alarm) => alarm !== undefined)
    const news = alarms.filter((alarm) => !said.current.includes(alarm))
    const isOver = alarms.length < said.current.length
    said.current = alarms
    if (news.length > 0) {
      // Found by reading on, what was said before would be news that no longer holds.
      polite.current?.replaceChildren()
      write(region.current, news.map((alarm) => text.current(alarm)).join(' '))
    } else if (isOver) region.current?.replaceChildren()
  }, [failure, rejection, invalid, region, polite])
}

type Alarm = UploadFailure | string

/**
 * Heading and sentence of what failed; of a rejection what is seen of it, which beside an image or
 * in one row is the sentence alone.
 */
function alarmText(
  alarm: Alarm,
  { state, view, messages }: Pick<UploaderContextValue, 'state' | 'view' | 'messages'>,
): string {
  if (typeof alarm === 'string') return alarm
  const isHeaded = alarm !== state.rejection || (view.image === undefined && !view.isCompact)
  return isHeaded ? failureAnnouncement(alarm, messages) : errorText(alarm, messages).text
}

/** Re-renders once a second, and renders nothing; alone so that nothing else does. */
function LinkAnnouncer({ push }: { push: Push }) {
  const { state, view, control, messages } = useUploaderContext()
  const { isCompact: short } = view
  const remaining = useRemainingTime(control)
  const waits = state.status === 'ready' && linkOf(state) !== undefined && remaining !== null
  const stage = waits ? linkStage(remaining) : 'calm'
  useEffect(() => {
    // Depends on the step, not on the second.
    if (stage === 'calm') return
    const wish = linkAnnouncement(control.getRemainingSeconds() ?? 0, { messages, short })
    if (wish !== null) push(wish)
  }, [stage, control, messages, short, push])
  return null
}
