/** Policy 2016-118: windows stand in prefecture cities, high-tech parks and transfer institutions. */
export const WINDOW_KINDS = ['prefecture', 'park', 'institution'] as const;
export type WindowKind = (typeof WINDOW_KINDS)[number];

export interface WindowPlace {
  id: string;
  regionCode: string;
}

/** To whom a deal's volume is credited: the window that brought it, or nobody but the exchange. */
export interface Attribution {
  windowId: string | null;
  /** The region the volume counts for: the window's, or the transferor's when no window took part. */
  regionCode: string;
}

export function attribute(window: WindowPlace | null, transferorRegionCode: string): Attribution {
  return window
    ? { windowId: window.id, regionCode: window.regionCode }
    : { windowId: null, regionCode: transferorRegionCode };
}
