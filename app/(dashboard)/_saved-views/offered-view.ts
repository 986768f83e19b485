/** A view as it is offered: `isOwn` when the person who looks saved it. */
export type OfferedView = { id: string; name: string; query: string; isShared: boolean; isOwn: boolean };
