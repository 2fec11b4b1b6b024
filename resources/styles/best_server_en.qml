<!DOCTYPE qgis PUBLIC 'http://mrcc.com/qgis.dtd' 'SYSTEM'>
<qgis minScale="1e+08" maxScale="0" version="3.22.16-Białowieża" styleCategories="Symbology|Labeling|Rendering" hasScaleBasedVisibilityFlag="0">
  <pipe-data-defined-properties>
    <Option type="Map">
      <Option value="" type="QString" name="name"/>
      <Option name="properties"/>
      <Option value="collection" type="QString" name="type"/>
    </Option>
  </pipe-data-defined-properties>
  <pipe>
    <provider>
      <resampling zoomedInResamplingMethod="nearestNeighbour" zoomedOutResamplingMethod="nearestNeighbour" maxOversampling="2" enabled="false"/>
    </provider>
    <rasterrenderer nodataColor="" alphaBand="-1" type="paletted" opacity="1" band="1">
      <minMaxOrigin>
        <limits>None</limits>
        <extent>WholeRaster</extent>
        <statAccuracy>Estimated</statAccuracy>
        <cumulativeCutLower>0.02</cumulativeCutLower>
        <cumulativeCutUpper>0.98</cumulativeCutUpper>
        <stdDevFactor>2</stdDevFactor>
      </minMaxOrigin>
      <colorPalette>
        <paletteEntry value="0" color="#a6cee3" alpha="255" label="Sector 0"/>
        <paletteEntry value="1" color="#cab2d6" alpha="255" label="Sector 1"/>
        <paletteEntry value="2" color="#b2df8a" alpha="255" label="Sector 2"/>
        <paletteEntry value="3" color="#d9d2a6" alpha="255" label="Sector 3"/>
        <paletteEntry value="4" color="#8fb8c9" alpha="255" label="Sector 4"/>
        <paletteEntry value="5" color="#c9a6b8" alpha="255" label="Sector 5"/>
        <paletteEntry value="6" color="#9fc9b0" alpha="255" label="Sector 6"/>
        <paletteEntry value="7" color="#b8b8d9" alpha="255" label="Sector 7"/>
        <paletteEntry value="8" color="#d9c6e3" alpha="255" label="Sector 8"/>
        <paletteEntry value="9" color="#a8d0d0" alpha="255" label="Sector 9"/>
        <paletteEntry value="10" color="#c6d9a0" alpha="255" label="Sector 10"/>
        <paletteEntry value="11" color="#b0bcc8" alpha="255" label="Sector 11"/>
        <paletteEntry value="12" color="#a6cee3" alpha="255" label="Sector 12"/>
        <paletteEntry value="13" color="#cab2d6" alpha="255" label="Sector 13"/>
        <paletteEntry value="14" color="#b2df8a" alpha="255" label="Sector 14"/>
        <paletteEntry value="15" color="#d9d2a6" alpha="255" label="Sector 15"/>
        <paletteEntry value="16" color="#8fb8c9" alpha="255" label="Sector 16"/>
        <paletteEntry value="17" color="#c9a6b8" alpha="255" label="Sector 17"/>
        <paletteEntry value="18" color="#9fc9b0" alpha="255" label="Sector 18"/>
        <paletteEntry value="19" color="#b8b8d9" alpha="255" label="Sector 19"/>
        <paletteEntry value="20" color="#d9c6e3" alpha="255" label="Sector 20"/>
        <paletteEntry value="21" color="#a8d0d0" alpha="255" label="Sector 21"/>
        <paletteEntry value="22" color="#c6d9a0" alpha="255" label="Sector 22"/>
        <paletteEntry value="23" color="#b0bcc8" alpha="255" label="Sector 23"/>
        <paletteEntry value="24" color="#a6cee3" alpha="255" label="Sector 24"/>
        <paletteEntry value="25" color="#cab2d6" alpha="255" label="Sector 25"/>
        <paletteEntry value="26" color="#b2df8a" alpha="255" label="Sector 26"/>
        <paletteEntry value="27" color="#d9d2a6" alpha="255" label="Sector 27"/>
        <paletteEntry value="28" color="#8fb8c9" alpha="255" label="Sector 28"/>
        <paletteEntry value="29" color="#c9a6b8" alpha="255" label="Sector 29"/>
        <paletteEntry value="30" color="#9fc9b0" alpha="255" label="Sector 30"/>
        <paletteEntry value="31" color="#b8b8d9" alpha="255" label="Sector 31"/>
        <paletteEntry value="32" color="#d9c6e3" alpha="255" label="Sector 32"/>
        <paletteEntry value="33" color="#a8d0d0" alpha="255" label="Sector 33"/>
        <paletteEntry value="34" color="#c6d9a0" alpha="255" label="Sector 34"/>
        <paletteEntry value="35" color="#b0bcc8" alpha="255" label="Sector 35"/>
        <paletteEntry value="36" color="#a6cee3" alpha="255" label="Sector 36"/>
        <paletteEntry value="37" color="#cab2d6" alpha="255" label="Sector 37"/>
        <paletteEntry value="38" color="#b2df8a" alpha="255" label="Sector 38"/>
        <paletteEntry value="39" color="#d9d2a6" alpha="255" label="Sector 39"/>
        <paletteEntry value="40" color="#8fb8c9" alpha="255" label="Sector 40"/>
        <paletteEntry value="41" color="#c9a6b8" alpha="255" label="Sector 41"/>
        <paletteEntry value="42" color="#9fc9b0" alpha="255" label="Sector 42"/>
        <paletteEntry value="43" color="#b8b8d9" alpha="255" label="Sector 43"/>
        <paletteEntry value="44" color="#d9c6e3" alpha="255" label="Sector 44"/>
        <paletteEntry value="45" color="#a8d0d0" alpha="255" label="Sector 45"/>
        <paletteEntry value="46" color="#c6d9a0" alpha="255" label="Sector 46"/>
        <paletteEntry value="47" color="#b0bcc8" alpha="255" label="Sector 47"/>
        <paletteEntry value="48" color="#a6cee3" alpha="255" label="Sector 48"/>
        <paletteEntry value="49" color="#cab2d6" alpha="255" label="Sector 49"/>
        <paletteEntry value="50" color="#b2df8a" alpha="255" label="Sector 50"/>
        <paletteEntry value="51" color="#d9d2a6" alpha="255" label="Sector 51"/>
        <paletteEntry value="52" color="#8fb8c9" alpha="255" label="Sector 52"/>
        <paletteEntry value="53" color="#c9a6b8" alpha="255" label="Sector 53"/>
        <paletteEntry value="54" color="#9fc9b0" alpha="255" label="Sector 54"/>
        <paletteEntry value="55" color="#b8b8d9" alpha="255" label="Sector 55"/>
        <paletteEntry value="56" color="#d9c6e3" alpha="255" label="Sector 56"/>
        <paletteEntry value="57" color="#a8d0d0" alpha="255" label="Sector 57"/>
        <paletteEntry value="58" color="#c6d9a0" alpha="255" label="Sector 58"/>
        <paletteEntry value="59" color="#b0bcc8" alpha="255" label="Sector 59"/>
      </colorPalette>
    </rasterrenderer>
    <brightnesscontrast brightness="0" gamma="1" contrast="0"/>
    <huesaturation colorizeStrength="100" grayscaleMode="0" colorizeBlue="128" invertColors="0" colorizeOn="0" colorizeRed="255" colorizeGreen="128" saturation="0"/>
    <rasterresampler maxOversampling="2"/>
    <resamplingStage>resamplingFilter</resamplingStage>
  </pipe>
  <blendMode>0</blendMode>
</qgis>
