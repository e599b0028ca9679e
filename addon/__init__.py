# SPDX-License-Identifier: GPL-3.0-or-later
"""The Blender extension's interface: panel, operators, properties, preferences, command line.

``register`` and ``unregister`` are called by the package's root.
"""

from types import ModuleType


def register() -> None:
    for module in _modules():
        module.register()


def unregister() -> None:
    for module in reversed(_modules()):
        module.unregister()


def _modules() -> tuple[ModuleType, ...]:
    """In the order of registration. bpy is needed only from here on."""
    from . import (
        bake_operators,
        commands,
        edit_choice,
        edit_making_operators,
        edit_operators,
        edit_panel,
        edit_timeline_operators,
        emotion_edit_operators,
        export_operator,
        export_settings,
        flame_operators,
        gaze_operators,
        head_icons,
        head_settings,
        head_voice_operators,
        icons,
        live_link,
        manual_map,
        mapping,
        mapping_operators,
        mapping_panel,
        merge_operators,
        more_takes_operators,
        operators,
        panel,
        person,
        person_operators,
        portrait_operators,
        preferences_page,
        properties,
        recording_operators,
        rig_operators,
        script_operators,
        script_settings,
        session,
        setting_operators,
        slider_operators,
        sound_keeping,
        speaking_picture_operators,
        speaking_picture_settings,
        style_menu,
        take_keeping,
        take_list,
        take_operators,
        take_panel,
        take_pictures,
        take_sliders,
        take_sound_operators,
        text_operators,
        tokens_operators,
        translations,
        voice_file_operators,
        wear_operators,
    )

    return (
        translations,
        icons,
        head_icons,
        preferences_page,
        properties,
        head_settings,
        take_list,
        take_keeping,
        take_sliders,
        person,
        export_settings,
        speaking_picture_settings,
        session,
        sound_keeping,
        operators,
        text_operators,
        recording_operators,
        setting_operators,
        head_voice_operators,
        voice_file_operators,
        wear_operators,
        flame_operators,
        rig_operators,
        mapping,
        mapping_operators,
        mapping_panel,
        person_operators,
        portrait_operators,
        export_operator,
        live_link,
        speaking_picture_operators,
        style_menu,
        script_settings,
        script_operators,
        take_operators,
        take_sound_operators,
        merge_operators,
        bake_operators,
        more_takes_operators,
        slider_operators,
        gaze_operators,
        take_pictures,
        tokens_operators,
        take_panel,
        edit_choice,
        edit_operators,
        edit_making_operators,
        edit_panel,
        edit_timeline_operators,
        emotion_edit_operators,
        panel,
        manual_map,
        commands,
    )
