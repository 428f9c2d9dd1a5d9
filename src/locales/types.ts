/**
 * Every text of the uploader. A missing one does not compile; functions are left out because they
 * cannot cross from server components.
 */
import type { UploadErrorCode, UploadErrorDetails } from '../core/errors.js'

/** One text per plural category of the language (CLDR); `other` is the fallback. */
export type PluralText = { readonly [K in Intl.LDMLPluralRule]?: string } & {
  readonly other: string
}

/** A short heading and one sentence: what is wrong, and what to do. */
export interface ErrorText {
  readonly title: string
  readonly text: string
}

/** Codes whose sentence depends on a detail. */
export interface ErrorVariants {
  'no-file': UploadErrorDetails['no-file']['kind']
  'unsupported-format': 'known' | 'unknown'
  network: 'online' | 'offline'
  'rate-limited': 'soon' | 'later'
  'service-unavailable': 'soon' | 'later'
  'upload-rejected': UploadErrorDetails['upload-rejected']['reason']
}

/**
 * `{name}`, `{bytes}`, `{width}` … : every detail of the error, formatted for the language;
 * `{size}` and `{minSize}` join both sides.
 */
export type ErrorMessages = {
  readonly [C in UploadErrorCode]: C extends keyof ErrorVariants
    ? { readonly [V in ErrorVariants[C]]: ErrorText }
    : C extends 'too-many-files'
      ? { readonly title: string; readonly text: PluralText }
      : ErrorText
} & {
  /**
   * Instead of the code's own text whenever the image was sent and only its outcome is unknown
   * (`recovery: 'confirm-again'`).
   */
  readonly unconfirmed: ErrorText
}

export interface Messages {
  /** BCP 47 tag; numbers, bytes, lists and plurals follow it. */
  readonly locale: string
  readonly prompt: {
    readonly title: string
    /** Shown where there is a mouse. */
    readonly hint: string
    /** Shown where pasting is turned off. */
    readonly hintNoPaste: string
    /** Stands beside the list of formats. `{minSize}` */
    readonly limits: string
    readonly disabled: string
    readonly empty: string
  }
  readonly drag: {
    readonly accept: ErrorText
    /** A drop that would take the place of the present image. */
    readonly replace: ErrorText
    /** `{formats}` */
    readonly reject: ErrorText
    readonly unknown: ErrorText
    readonly page: string
    /** Said when the drag leaves. */
    readonly left: string
  }
  readonly actions: {
    readonly choose: string
    readonly chooseAnother: string
    readonly camera: string
    readonly upload: string
    readonly uploadWithNewLink: string
    readonly tryAgain: string
    readonly checkAgain: string
    /** Goes on although the browser says that it is offline. */
    readonly tryAnyway: string
    readonly replace: string
    /** `{name}` */
    readonly cancel: string
    /** `{name}` */
    readonly remove: string
    /** Puts a rejection away; an image beside it stays. */
    readonly dismiss: string
  }
  readonly status: {
    /** `{name}` */
    readonly checking: string
    readonly preparing: string
    /** `{from}`, `{to}`: sizes such as `8064 × 6048` */
    readonly reducing: string
    readonly requesting: string
    readonly ready: string
    readonly expired: string
    /**
     * No byte is known to have left yet, and none may be where a service worker hides the progress.
     */
    readonly sending: string
    /** `{loaded}` is a bare number in the unit of `{total}`: 503 of 812 kB */
    readonly uploading: string
    /** `{time}` */
    readonly timeLeft: string
    readonly finishing: string
    readonly offline: string
    /** Where there is room for one line. */
    readonly offlineShort: string
    /** `{time}` */
    readonly backoff: string
    /** Where there is room for one line. `{time}` */
    readonly backoffShort: string
    /** A wait whose end is not known. */
    readonly waiting: string
    readonly success: string
    /** There was no confirm step. */
    readonly unconfirmed: string
    readonly animated: string
  }
  readonly labels: {
    readonly progress: string
    /** Shown beside the time, said before it. */
    readonly linkTimeLeft: string
    /** Before a size that is struck through. */
    readonly originally: string
    /** `{percent}` */
    readonly percent: string
    /** `{size}`: such as `2048 × 1536` */
    readonly size: string
    /** An image that this browser cannot draw. */
    readonly noPreview: string
  }
  /**
   * Said to screen readers about what the user did. Of everything else they hear the words that are
   * shown.
   */
  readonly announcements: {
    readonly cancelled: string
    readonly removed: string
  }
  /** Messages of the form field. */
  readonly validity: {
    readonly missing: string
    readonly busy: string
    readonly notUploaded: string
    readonly failed: string
  }
  readonly errors: ErrorMessages
}

/** Any text may be left out, down to one sentence. */
export type PartialMessages = DeepPartial<Messages>

type DeepPartial<T> = T extends string
  ? T
  : { readonly [K in keyof T]?: DeepPartial<T[K]> | undefined }
