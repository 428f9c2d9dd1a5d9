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

/** Adds an announcement; `undefined`: an alert is announced instead. */
type Push = (added: Announcement | undefined) => void

type Region = RefObject<HTMLElement | null>

/**
 * Writes announcements into the live regions, and shows the bubble of one row.
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
      if (step.text !== undefined) write(region.current, step.text)
      if (step.wait !== undefined)
        timer.current = setTimeout(() => run(flush(memory.current, performance.now())), step.wait)
    },
    [region],
  )
  useEffect(() => () => clearTimeout(timer.current), [])
  return useCallback((added) => apply(announce(memory.current, added, performance.now())), [apply])
}

/** A repeated text gets a no-break space, because screen readers announce only changes. */
function write(region: HTMLElement | null, text: string): void {
  const plain = spoken(text)
  if (region !== null) region.textContent = region.textContent === plain ? `${plain}\u00A0` : plain
}

function useStateAnnouncements(push: Push): void {
  const { state, view, control, messages } = useUploaderContext()
  const { isCompact: short } = view
  const before = useRef(state)
  useEffect(() => {
    if (before.current === state) return
    const remaining = control.getRemainingSeconds()
    const added = announcementOf(before.current, state, { remaining, messages, short })
    before.current = state
    if (added !== null) push(added)
  }, [state, control, messages, short, push])
}

/**
 * In milliseconds. A drag that ends was left or dropped; only a drop changes the state soon after,
 * which cancels the announcement.
 */
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

/** Announces each failure, rejection and stopped submit once, when it happens. */
function useAlert(region: Region, polite: Region): void {
  const { state, invalid, ...context } = useUploaderContext()
  const failure = state.status === 'error' ? state.error : undefined
  const announced = useRef<readonly unknown[]>([])
  const text = useRef<(alarm: Alarm) => string>(() => '')
  useEffect(() => {
    text.current = (alarm) => alarmText(alarm, { state, ...context })
  })
  const { rejection } = state
  useEffect(() => {
    const alarms = [failure, rejection, invalid].filter((alarm) => alarm !== undefined)
    const added = alarms.filter((alarm) => !announced.current.includes(alarm))
    const isOver = alarms.length < announced.current.length
    announced.current = alarms
    if (added.length > 0) {
      // Cleared, because a user who reads on would find an outdated announcement.
      polite.current?.replaceChildren()
      write(region.current, added.map((alarm) => text.current(alarm)).join(' '))
    } else if (isOver) region.current?.replaceChildren()
  }, [failure, rejection, invalid, region, polite])
}

type Alarm = UploadFailure | string

/**
 * Heading and sentence of a failure. Of a rejection the texts that are shown: beside an image or in
 * one row that is the sentence alone.
 */
function alarmText(
  alarm: Alarm,
  { state, view, messages }: Pick<UploaderContextValue, 'state' | 'view' | 'messages'>,
): string {
  if (typeof alarm === 'string') return alarm
  const isHeaded = alarm !== state.rejection || (view.image === undefined && !view.isCompact)
  return isHeaded ? failureAnnouncement(alarm, messages) : errorText(alarm, messages).text
}

/** Announces the stages of the link. A component of its own, because it renders once per second. */
function LinkAnnouncer({ push }: { push: Push }) {
  const { state, view, control, messages } = useUploaderContext()
  const { isCompact: short } = view
  const remaining = useRemainingTime(control)
  const waits = state.status === 'ready' && linkOf(state) !== undefined && remaining !== null
  const stage = waits ? linkStage(remaining) : 'calm'
  useEffect(() => {
    // Runs when the stage changes, not with each second.
    if (stage === 'calm') return
    const added = linkAnnouncement(control.getRemainingSeconds() ?? 0, { messages, short })
    if (added !== null) push(added)
  }, [stage, control, messages, short, push])
  return null
}
