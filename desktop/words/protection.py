"""Passwords, key files and recovery sheets in words: what is wrong with one, and what helps."""

from collections.abc import Mapping

from desktop.language import N_

PROBLEMS: Mapping[str, str] = {
    "file_locked": N_("“{path}” is encrypted and needs its password."),
    "file_encrypted": N_("“{path}” is encrypted already."),
    "file_plain": N_("“{path}” is not encrypted."),
    "key_wrong": N_("“{path}” is encrypted with another key. It was left as it is."),
    "passphrase_wrong": N_("This is not the password of this file."),
    "passphrase_short": N_("A password has at least {least} characters."),
    "passphrase_needed": N_(
        "“{path}” is encrypted. Type its password at a terminal, or let it be read with "
        "--passphrase-fd N, or the recovery code with --recovery-fd N."
    ),
    "passphrase_missing": N_(
        "A new password is wanted. Type it at a terminal, or let it be read with {option} N; a "
        "new file can also be made with --without-passphrase."
    ),
    "descriptor_unreadable": N_("Nothing can be read from descriptor {descriptor}."),
    "passphrase_twice": N_("The two passwords are not the same."),
    "recovery_code_wrong": N_(
        "The recovery code is not complete or has a mistake. It has 56 letters and digits."
    ),
    "keys_missing": N_(
        "The key file “{path}” is not there. The recovery sheet opens the office file without it."
    ),
    "keys_damaged": N_(
        "The key file “{path}” is damaged. The recovery sheet opens the office file without it."
    ),
    "keys_newer": N_(
        "The key file “{path}” was made by a newer version of Kakehashi. Please update the app."
    ),
    "keys_unreadable": N_("The key file “{path}” cannot be read: {reason}."),
    "keyring_missing": N_(
        "This computer has no safe place for secrets, so it cannot remember the password."
    ),
    "cipher_missing": N_(
        "Encryption does not work on this computer, so nothing was written. Please install the "
        "app again."
    ),
}
