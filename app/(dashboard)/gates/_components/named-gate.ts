/** A gate as dialogs and menus speak of it. */
export type NamedGate = { id: string; name: string; isDefault: boolean };
